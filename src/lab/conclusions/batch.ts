import type { BatchAnalysis, LossLevel } from '../../laws/analysis/analyse-batch.ts';
import { rootMeanSquare } from '../../laws/stats/mean.ts';
import { isRefusal } from '../../laws/refusal.ts';
import { everyRunFinished, notTested, type Evidence, type Finding } from '../experiments/conclusion.ts';

/** Root mean square of the log of steps over those of a hyperbola that still counts as one. */
const NEAR = 0.1;

/** McCandlish et al. 2018, figure 3, and Kaplan et al. 2020, figure 10. */
export function concludeBatch({ runs, analysis: { batch } }: Evidence): Finding[] {
  const levels = batch?.levels ?? [];
  return [...levels.map(isHyperbola), rises(levels, batch), ...everyRunFinished(runs)];
}

function isHyperbola({ loss, hyperbola }: LossLevel): Finding {
  const claim = `Steps against tokens to a loss of ${loss.toFixed(2)} make a hyperbola.`;
  if (isRefusal(hyperbola)) return notTested(claim, `${hyperbola.refused}.`);
  const { criticalBatch, fewestSteps, fewestTokens, residuals } = hyperbola;
  const rest = rootMeanSquare(residuals);
  return {
    claim,
    holds: rest <= NEAR,
    words: `S_min = ${whole(fewestSteps.value)} steps, E_min = ${whole(fewestTokens.value)} tokens, B_crit = ${whole(criticalBatch.value)} tokens a step (${whole(criticalBatch.low)} to ${whole(criticalBatch.high)}); off by ${(100 * rest).toFixed(0)} % (at most ${100 * NEAR} % is asked).`,
  };
}

function rises(levels: readonly LossLevel[], batch: BatchAnalysis | undefined): Finding {
  const claim = 'The critical batch size rises as the loss falls.';
  const critical = levels.flatMap(({ loss, hyperbola }) =>
    isRefusal(hyperbola) ? [] : [{ loss, batch: hyperbola.criticalBatch.value }],
  );
  const [first, last] = [critical[0], critical.at(-1)];
  if (first === undefined || last === undefined || first === last) {
    return notTested(claim, 'Fewer than two losses have one.');
  }
  const law = batch === undefined || isRefusal(batch.law) ? '' : ` ${batch.law.formula}.`;
  return {
    claim,
    holds: last.batch > first.batch,
    words: `${critical.map((level) => `${whole(level.batch)} tokens at ${level.loss.toFixed(2)}`).join(', ')}.${law}`,
  };
}

function whole(value: number): string {
  return Number.isFinite(value) ? Math.round(value).toLocaleString('en') : '∞';
}
