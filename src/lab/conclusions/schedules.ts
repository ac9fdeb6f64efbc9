import type { Refusal } from '../../laws/refusal.ts';
import { mean } from '../../laws/stats/mean.ts';
import { pooledDeviation } from '../../laws/stats/pooled-deviation.ts';
import { finalLosses, type Run } from '../runs/run.ts';
import { type Evidence, type Finding, notTested, orElse } from './finding.ts';
import { hardlyMatters } from './hardly-matters.ts';
import { LONGER } from './next-steps.ts';

/** The largest share of the loss between schedules that are "close". */
const CLOSE = 0.05;

/** Kaplan et al. 2020, figure 22: the schedule hardly matters. */
export function schedules({ runs }: Evidence): Finding[] {
  const finished = runs
    .filter((run) => finalLosses(run) !== null)
    .toSorted((a, b) => mean(finalLosses(a) ?? []) - mean(finalLosses(b) ?? []));
  return [close(finished)];
}

/** @param runs the one with the least loss first */
function close(runs: readonly Run[]): Finding {
  const claim = `Schedules end within ${100 * CLOSE} % of each other.`;
  const [best, worst] = [runs[0], runs.at(-1)];
  if (best === undefined || worst === undefined || best === worst) {
    return orElse(LONGER, notTested(claim, 'Fewer than two schedules have finished.'));
  }
  const deviation = pooledDeviation(runs.map((run) => finalLosses(run) ?? []));
  const words = `The best first: ${runs.map((run) => lossWords(run, deviation)).join(', ')}.`;
  return hardlyMatters(claim, { runs, limit: CLOSE, words });
}

/** The loss with its standard error, which comes from one deviation over the seeds of all schedules. */
function lossWords(run: Run, deviation: number | Refusal): string {
  const losses = finalLosses(run) ?? new Float32Array();
  const noise =
    typeof deviation === 'number' ? ` ± ${(deviation / Math.sqrt(losses.length)).toFixed(3)}` : '';
  return `${run.settings.schedule} ${mean(losses).toFixed(3)}${noise}`;
}
