import { finalLosses, type Run } from '../run.ts';
import { everyRunFinished, untold, type Evidence, type Finding } from './conclusion.ts';
import { meanOf, spreadOf } from './mean-and-spread.ts';

/** "Close", of the loss. */
const CLOSE = 0.05;

/** Kaplan et al. 2020, figure 22: which schedule hardly matters. */
export function concludeSchedules({ runs }: Evidence): Finding[] {
  const finished = runs
    .filter((run) => finalLosses(run) !== null)
    .toSorted((a, b) => meanOf(finalLosses(a) ?? []) - meanOf(finalLosses(b) ?? []));
  return [close(finished), ...everyRunFinished(runs)];
}

/** @param runs the best first */
function close(runs: readonly Run[]): Finding {
  const claim = `Schedules end within ${100 * CLOSE} % of each other.`;
  const [best, worst] = [runs[0], runs.at(-1)];
  if (best === undefined || worst === undefined || best === worst) {
    return untold(claim, 'Fewer than two schedules have finished.');
  }
  const apart = meanOf(finalLosses(worst) ?? []) / meanOf(finalLosses(best) ?? []) - 1;
  return {
    claim,
    holds: apart <= CLOSE,
    words: `The best first: ${runs.map(lossWords).join(', ')}; ${(100 * apart).toFixed(1)} % from first to last.`,
  };
}

/** With the standard error over seeds. */
function lossWords(run: Run): string {
  const losses = finalLosses(run) ?? new Float32Array();
  const error = spreadOf(losses) / Math.sqrt(losses.length);
  const noise = Number.isFinite(error) ? ` ± ${error.toFixed(3)}` : '';
  return `${run.settings.schedule} ${meanOf(losses).toFixed(3)}${noise}`;
}
