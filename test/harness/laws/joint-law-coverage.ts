// Fits many simulated sweeps and counts the intervals that contain the truth. Judges no count.
import type { Refusal } from '../../../src/laws/refusal.ts';
import type { FittedLaw, FitFormOptions } from '../../../src/laws/regression/fit-form.ts';
import type { RunPoint } from '../../../src/laws/regression/run-point.ts';
import type { LossFunction } from '../../../src/laws/stats/huber.ts';
import type { Interval } from '../../../src/laws/stats/interval.ts';
import { normals } from '../../../src/laws/stats/normals.ts';
import { expectLaw } from './expect-law.ts';

export interface JointLawStudy<Name extends string, Law extends FittedLaw<Name>> {
  /** Runs on the true law; `noise` is to be added to the log loss of each. */
  simulate(noise: () => number): RunPoint[];
  fit(points: readonly RunPoint[], options: FitFormOptions): Law | Refusal;
  criterion: LossFunction;
  sweeps: number;
  /** The true values of the parameters whose intervals are checked. */
  truth: Partial<Record<Name, number>>;
  /** A size beyond the runs, and its true loss. */
  far: RunPoint;
  /** Standard deviation of log loss. */
  deviation: number;
  /** More intervals of a law, each with its true value. */
  further?: (law: Law) => Record<string, [Interval, number]>;
}

/** How many of the simulated sweeps have 95 % intervals that contain the truth; band and ring are at `far`. */
export function jointLawCoverage<Name extends string, Law extends FittedLaw<Name>>({
  simulate,
  fit,
  criterion,
  sweeps,
  truth,
  far,
  deviation,
  further = () => ({}),
}: JointLawStudy<Name, Law>): Record<string, number> {
  const normal = normals(2024);
  const noise = () => deviation * normal();
  const held: Record<string, number> = {};
  for (let i = 0; i < sweeps; i++) {
    const law = expectLaw(fit(simulate(noise), { criterion, replicates: 39, seed: 7919 * i }));
    const checks: Record<string, [Interval, number]> = {
      band: [law.band(far), far.loss],
      ring: [law.ring(far), far.loss * Math.exp(noise())],
      ...further(law),
    };
    for (const name in truth) checks[name] = [law.intervals[name], truth[name] ?? NaN];
    for (const [name, [{ low, high }, value]] of Object.entries(checks))
      held[name] = (held[name] ?? 0) + Number(low <= value && value <= high);
  }
  return held;
}
