import type { LawVariable } from '../../laws/analysis/request.ts';
import { isRefusal } from '../../laws/refusal.ts';
import { lawOf } from './laws-of.ts';
import { reachedLosses, type Prediction, type Run } from '../runs/run.ts';
import type { Analysis } from '../../laws/analysis/analyse.ts';

export type Verdict = 'pending' | 'covered' | 'missed' | 'untested';

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

/**
 * Whether the interval predicted for a run is wider than the range of the losses that the law had seen: those of the smaller
 * models of its series. Almost any loss falls in such an interval, so the prediction tests nothing.
 */
export function isTooWide({ flops, prediction, settings }: Run, runs: readonly Run[]): boolean {
  if (prediction === null) return false;
  const seen = runs
    .filter((other) => other.settings.series === settings.series && other.flops < flops)
    .flatMap((other) => Array.from(reachedLosses(other) ?? []));
  return seen.length > 1 && prediction.high - prediction.low > Math.max(...seen) - Math.min(...seen);
}

/**
 * For each lane, whether the predicted interval covers its loss; empty before the run has finished, or without a prediction
 * that tests something.
 * @param runs all runs of the experiment
 */
export function outcomes(run: Run, runs: readonly Run[]): boolean[] {
  const { prediction } = run;
  const losses = reachedLosses(run);
  if (prediction === null || losses === null || isTooWide(run, runs)) return [];
  return Array.from(losses, (loss) => loss >= prediction.low && loss <= prediction.high);
}

/** Whether the predicted interval covers most lanes of a run; `untested` if it is too wide. */
export function verdict(run: Run, runs: readonly Run[]): Verdict {
  if (isTooWide(run, runs)) return 'untested';
  const covered = outcomes(run, runs);
  if (covered.length === 0) return 'pending';
  return 2 * covered.filter(Boolean).length > covered.length ? 'covered' : 'missed';
}

/** How many models have a loss that their predicted interval covers, of those whose prediction tests something. */
export function score(runs: readonly Run[]): Score {
  const all = runs.flatMap((run) => outcomes(run, runs));
  return { covered: all.filter(Boolean).length, judged: all.length };
}
