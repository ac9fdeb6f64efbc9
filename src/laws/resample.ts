import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/**
 * Bootstrap samples of runs (Efron 1979), as the number of times that each point counts. Points of one run are drawn
 * together: they are correlated, and resampling them apart would make every interval too narrow.
 *
 * @param runs of each point, the name of its run; undefined for a run of its own
 * @param seed an integer
 * @returns a function that fills `weights` with a further sample
 */
export function resampler(
  runs: readonly (string | undefined)[],
  seed: number,
): (weights: Float64Array) => void {
  const clusters = clustersOf(runs);
  const source = xoroshiro128plus(seed);
  return (weights) => {
    weights.fill(0);
    for (let draw = 0; draw < clusters.length; draw++) {
      for (const point of clusters[uniformInt(source, 0, clusters.length - 1)]) weights[point]++;
    }
  };
}

function clustersOf(runs: readonly (string | undefined)[]): number[][] {
  const clusters = new Map<string | number, number[]>();
  runs.forEach((run, i) => {
    const points = clusters.get(run ?? i);
    if (points) points.push(i);
    else clusters.set(run ?? i, [i]);
  });
  return [...clusters.values()];
}
