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

/** The prediction of a run's series' law for the run before it is trained; null without a law. */
export function predict(analysis: Analysis, run: Run, of: LawVariable | undefined): Prediction | null {
  const law = lawOf(analysis, run.settings.series, of);
  if (law === null || isRefusal(law)) return null;
  const ring = law.rings.find(({ run: id }) => id === run.plan.id);
  if (ring === undefined) return null;
  return { loss: ring.loss, low: ring.low, high: ring.high, points: law.models.length };
}

/** For each lane, whether the predicted interval covers its loss; empty before the run has finished, or without a prediction. */
export function outcomes(run: Run): boolean[] {
  const { prediction } = run;
  const losses = reachedLosses(run);
  if (prediction === null || losses === null) return [];
  return Array.from(losses, (loss) => loss >= prediction.low && loss <= prediction.high);
}

/** Whether the predicted interval covers most lanes of a run. */
export function verdict(run: Run): Verdict {
  const covered = outcomes(run);
  if (covered.length === 0) return 'pending';
  return 2 * covered.filter(Boolean).length > covered.length ? 'covered' : 'missed';
}

/** How many models have a loss that their predicted interval covers. */
export function score(runs: readonly Run[]): Score {
  const all = runs.flatMap(outcomes);
  return { covered: all.filter(Boolean).length, judged: all.length };
}
