import { mean } from '../../laws/stats/mean.ts';
import { pooledDeviation } from '../../laws/stats/pooled-deviation.ts';
import type { Refusal } from '../../laws/refusal.ts';
import { finalLosses, type Run } from '../runs/run.ts';
import { everyRunFinished, notTested, type Evidence, type Finding } from '../experiments/conclusion.ts';

/** "Close", of the loss. */
const CLOSE = 0.05;

/** Kaplan et al. 2020, figure 22: which schedule hardly matters. */
export function concludeSchedules({ runs }: Evidence): Finding[] {
  const finished = runs
    .filter((run) => finalLosses(run) !== null)
    .toSorted((a, b) => mean(finalLosses(a) ?? []) - mean(finalLosses(b) ?? []));
  return [close(finished), ...everyRunFinished(runs)];
}

/** @param runs the best first */
function close(runs: readonly Run[]): Finding {
  const claim = `Schedules end within ${100 * CLOSE} % of each other.`;
  const [best, worst] = [runs[0], runs.at(-1)];
  if (best === undefined || worst === undefined || best === worst) {
    return notTested(claim, 'Fewer than two schedules have finished.');
  }
  const deviation = pooledDeviation(runs.map((run) => finalLosses(run) ?? []));
  const apart = mean(finalLosses(worst) ?? []) / mean(finalLosses(best) ?? []) - 1;
  return {
    claim,
    holds: apart <= CLOSE,
    words: `The best first: ${runs.map((run) => lossWords(run, deviation)).join(', ')}; ${(100 * apart).toFixed(1)} % from first to last.`,
  };
}

/** With the standard error over its seeds, whose deviation all schedules share. */
function lossWords(run: Run, deviation: number | Refusal): string {
  const losses = finalLosses(run) ?? new Float32Array();
  const noise =
    typeof deviation === 'number' ? ` ± ${(deviation / Math.sqrt(losses.length)).toFixed(3)}` : '';
  return `${run.settings.schedule} ${mean(losses).toFixed(3)}${noise}`;
}
