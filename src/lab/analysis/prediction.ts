import type { LawVariable } from '../../laws/analysis/request.ts';
import { isRefusal } from '../../laws/refusal.ts';
import { lawOf } from './laws-of.ts';
import { reachedLosses, type Prediction, type Run } from '../runs/run.ts';
import type { Analysis } from '../../laws/analysis/analyse.ts';

export type Verdict = 'pending' | 'covered' | 'missed';

export interface Score {
  readonly covered: number;
  readonly judged: number;
}

/** What the law of its series predicts of a run that has not been trained; null without one. */
export function predict(analysis: Analysis, run: Run, of: LawVariable | undefined): Prediction | null {
  const law = lawOf(analysis, run.settings.series, of);
  if (law === null || isRefusal(law)) return null;
  const ring = law.rings.find(({ run: id }) => id === run.plan.id);
  if (ring === undefined) return null;
  return { loss: ring.loss, low: ring.low, high: ring.high, points: law.models.length };
}

/** Of each lane, whether the loss it reached fell within what was predicted; empty before, or if nothing was. */
export function outcomes(run: Run): boolean[] {
  const { prediction } = run;
  const losses = reachedLosses(run);
  if (prediction === null || losses === null) return [];
  return Array.from(losses, (loss) => loss >= prediction.low && loss <= prediction.high);
}

/** A run's prediction held if it held for most of its lanes. */
export function verdict(run: Run): Verdict {
  const covered = outcomes(run);
  if (covered.length === 0) return 'pending';
  return 2 * covered.filter(Boolean).length > covered.length ? 'covered' : 'missed';
}

/** How many models fell within what was predicted of them. */
export function score(runs: readonly Run[]): Score {
  const all = runs.flatMap(outcomes);
  return { covered: all.filter(Boolean).length, judged: all.length };
}
