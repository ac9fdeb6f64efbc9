import type { LawVariable } from '../../laws/analysis/request.ts';
import { isRefusal } from '../../laws/refusal.ts';
import { lawOf } from './laws-of.ts';
import { reachedLosses, type Run } from '../runs/run.ts';
import type { Analysis } from '../../laws/analysis/analyse.ts';

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

/** What the law of its series foretells of a run that has not been trained; null without one. */
export function predict(analysis: Analysis, run: Run, of: LawVariable | undefined): Prediction | null {
  const law = lawOf(analysis, run.settings.series, of);
  if (law === null || isRefusal(law)) return null;
  const ring = law.rings.find(({ run: id }) => id === run.plan.id);
  if (ring === undefined) return null;
  return { loss: ring.loss, low: ring.low, high: ring.high, points: law.models.length };
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
