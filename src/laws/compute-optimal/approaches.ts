import { fitChinchillaLaw } from '../joint/chinchilla-law.ts';
import type { ChinchillaLaw } from '../joint/chinchilla-law.ts';
import type { Refusal } from '../refusal.ts';
import type { BudgetedRun } from '../regression/run-point.ts';
import type { LossFunction } from '../stats/huber.ts';
import type { IntervalOptions } from '../stats/interval.ts';
import type { OnProgress } from '../stats/replicates.ts';
import type { AllocationLaw } from './allocation-law.ts';
import { fitEnvelopeLaw } from './envelope-law.ts';
import type { EnvelopeLaw } from './envelope-law.ts';
import { fitIsoflopLaw } from './isoflop-law.ts';
import type { IsoflopLaw } from './isoflop-law.ts';

/** One of the three approaches of Hoffmann et al. 2022 to the best use of a budget. */
export interface Approach<Place extends 1 | 2 | 3, Law extends AllocationLaw> {
  number: Place;
  /** The name of the approach. */
  name: string;
  /** Exponents a and b with 95 % intervals, N_opt and D_opt; or why these runs do not give them. */
  law: Law | Refusal;
}

/** All three approaches. */
export type Approaches<Run extends BudgetedRun> = readonly [
  Approach<1, EnvelopeLaw>,
  Approach<2, IsoflopLaw<Run>>,
  Approach<3, ChinchillaLaw>,
];

export interface ApproachesOptions extends IntervalOptions {
  /** The criterion of approach 3: Huber's loss with δ = 1e-3 on log loss (the default), or least squares. */
  criterion?: LossFunction;
  /** Receives the progress over all three approaches. */
  onProgress?: OnProgress | undefined;
}

/**
 * Fits all three approaches to the same runs. If one is refused, the others are still returned. The first uses every
 * point of the training curves; the others use the end of each run.
 *
 * @param points with the name of their run; `compute` is the compute spent up to the point
 * @param ends of the runs, without a name
 */
export function compareApproaches<Run extends BudgetedRun>(
  points: readonly BudgetedRun[],
  ends: readonly Run[],
  { criterion = 'huber', replicates = 1000, seed = 1, onProgress }: ApproachesOptions = {},
): Approaches<Run> {
  const optionsOf = (approach: 1 | 2 | 3) => ({
    replicates,
    seed,
    onProgress: (done: number) => onProgress?.((approach - 1) * replicates + done, 3 * replicates),
  });
  return [
    { number: 1, name: 'envelope of curves', law: fitEnvelopeLaw(points, optionsOf(1)) },
    { number: 2, name: 'IsoFLOP parabolas', law: fitIsoflopLaw(ends, optionsOf(2)) },
    { number: 3, name: 'L(N, D)', law: fitChinchillaLaw(ends, { ...optionsOf(3), criterion }) },
  ];
}

/** The last point of each run, as a run of its own. */
export function endsOf(points: readonly BudgetedRun[]): BudgetedRun[] {
  const ends = new Map<string | number, BudgetedRun>();
  points.forEach((point, i) => {
    const known = ends.get(point.run ?? i);
    if (!known || point.compute > known.compute) ends.set(point.run ?? i, point);
  });
  return [...ends.values()].map(({ parameters, tokens, compute, loss }) => ({
    parameters,
    tokens,
    compute,
    loss,
  }));
}
