import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/**
 * Bootstrap samples of runs (Efron 1979), as the number of times that each point counts. Points of one run are drawn
 * together: they are correlated, and resampling them apart would make every interval too narrow. Runs of one shape are
 * drawn among themselves (a stratified bootstrap).
 *
 * @param runs of each point, the name of its run; undefined for a run of its own
 * @param seed an integer
 * @param shapes of each point, the name of its shape, one for all points of a run; all alike where it is left out
 * @returns a function that fills `weights` with a further sample
 */
export function resampler(
  runs: readonly (string | undefined)[],
  seed: number,
  shapes: readonly (string | undefined)[] = [],
): (weights: Float64Array) => void {
  const strata = strataOf(runs, shapes);
  const source = xoroshiro128plus(seed);
  return (weights) => {
    weights.fill(0);
    for (const clusters of strata) {
      for (let draw = 0; draw < clusters.length; draw++) {
        for (const point of clusters[uniformInt(source, 0, clusters.length - 1)]) weights[point]++;
      }
    }
  };
}

/** Whether a bootstrap would change nothing: every run is the only one of its shape. */
export function isAlone(
  runs: readonly (string | undefined)[],
  shapes: readonly (string | undefined)[],
): boolean {
  return strataOf(runs, shapes).every((clusters) => clusters.length === 1);
}

/** The points of each run, by shape. */
function strataOf(
  runs: readonly (string | undefined)[],
  shapes: readonly (string | undefined)[],
): number[][][] {
  const strata = new Map<string | undefined, Map<string | number, number[]>>();
  runs.forEach((run, i) => {
    const clusters = strata.get(shapes[i]) ?? new Map<string | number, number[]>();
    strata.set(shapes[i], clusters);
    const points = clusters.get(run ?? i);
    if (points) points.push(i);
    else clusters.set(run ?? i, [i]);
  });
  return Array.from(strata.values(), (clusters) => [...clusters.values()]);
}
