import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { Refusal } from '../refusal.ts';

/**
 * Bootstrap samples of runs (Efron 1979), as the number of times that each point counts. Points of one run are drawn
 * together because they are correlated: if they were drawn apart, every interval would be too narrow. Runs of one shape
 * are drawn among themselves (a stratified bootstrap): m − 1 of the m runs of a shape, each counting m / (m − 1) times.
 * If all m were drawn, a shape of two runs would show half its variance (Rao & Wu 1988).
 *
 * @param runs of each point, the name of its run; undefined for a run of its own
 * @param seed an integer
 * @param shapes of each point, the name of its shape, the same for all points of a run; one shape for all if left out
 * @returns a function that fills `weights` with a further sample
 */
export function bootstrapSampler(
  runs: readonly (string | undefined)[],
  seed: number,
  shapes: readonly (string | undefined)[] = [],
): (weights: Float64Array) => void {
  const strata = strataOf(runs, shapes);
  const source = xoroshiro128plus(seed);
  return (weights) => {
    weights.fill(0);
    for (const clusters of strata) {
      const draws = strata.length > 1 && clusters.length > 1 ? clusters.length - 1 : clusters.length;
      const weight = clusters.length / draws;
      for (let draw = 0; draw < draws; draw++) {
        for (const point of clusters[uniformInt(source, 0, clusters.length - 1)]) weights[point] += weight;
      }
    }
  };
}

/**
 * Says why no bootstrap can be made of these points, or null: a run has one shape, and at least one shape has two runs.
 */
export function refuseBootstrap(points: readonly { run?: string; shape?: string }[]): Refusal | null {
  const shapes = new Map<string, string | undefined>();
  for (const { run, shape } of points) {
    if (run === undefined) continue;
    if (shapes.has(run) && shapes.get(run) !== shape)
      return { refused: `every point of a run has one shape: ${run} has ${shapes.get(run)} and ${shape}` };
    shapes.set(run, shape);
  }
  const strata = strataOf(
    points.map(({ run }) => run),
    points.map(({ shape }) => shape),
  );
  if (strata.some((clusters) => clusters.length > 1)) return null;
  return { refused: 'a bootstrap needs at least two runs of one shape: there is one of each' };
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
