import type { Refusal } from '../laws/refusal.ts';
import { isRefusal } from '../laws/refusal.ts';
import type { ScalingLaw } from '../laws/scaling-law.ts';
import { xOf, type LawOf } from './fit-runs.ts';
import { reachedLosses, type Run } from './run.ts';

/** What the law foretold of a run before it was trained. */
export interface Prediction {
  /** nats per token. */
  readonly loss: number;
  /** 95 % interval for one model. */
  readonly low: number;
  readonly high: number;
  /** Points the law had. */
  readonly points: number;
}

export type Verdict = 'pending' | 'held' | 'missed';

export interface Score {
  readonly held: number;
  readonly judged: number;
}

/** Foretells the loss at a run's place on a law; null without one. */
export function predict(law: ScalingLaw | Refusal | null, run: Run, of: LawOf | null): Prediction | null {
  if (law === null || isRefusal(law) || of === null) return null;
  const x = xOf(run, of);
  const { low, high } = law.ring(x);
  return { loss: law.law.predict(x), low, high, points: law.law.points.length };
}

/** Of each lane, whether the loss it reached fell within what was foretold; empty before, or if nothing was. */
export function outcomes(run: Run): boolean[] {
  const { prediction } = run;
  const losses = reachedLosses(run);
  if (prediction === null || losses === null) return [];
  return Array.from(losses, (loss) => loss >= prediction.low && loss <= prediction.high);
}

/** A run's prediction held if it held for most of its lanes. */
export function verdict(run: Run): Verdict {
  const held = outcomes(run);
  if (held.length === 0) return 'pending';
  return 2 * held.filter(Boolean).length > held.length ? 'held' : 'missed';
}

/** How many models fell within what was foretold of them. */
export function score(runs: readonly Run[]): Score {
  const all = runs.flatMap(outcomes);
  return { held: all.filter(Boolean).length, judged: all.length };
}
