import type { BatchAnalysis, LossLevel } from '../../laws/analysis/analyse-batch.ts';
import { isRefusal } from '../../laws/refusal.ts';
import { differenceOf } from '../../laws/stats/difference.ts';
import type { Estimate } from '../../laws/stats/interval.ts';
import { rootMeanSquare } from '../../laws/stats/mean.ts';
import { type Evidence, type Finding, notTested, orElse } from './finding.ts';
import { TWICE_AS_LONG } from './next-steps.ts';

/** The largest root mean square of log residuals at which steps still count as a hyperbola. */
const NEAR = 0.1;

/** McCandlish et al. 2018, figure 3, and Kaplan et al. 2020, figure 10. */
export function batch({ analysis }: Evidence): Finding[] {
  const levels = analysis.batch?.levels ?? [];
  return [
    ...levels.map((level) => orElse(TWICE_AS_LONG, isHyperbola(level))),
    orElse(TWICE_AS_LONG, rises(levels, analysis.batch)),
  ];
}

function isHyperbola({ loss, hyperbola }: LossLevel): Finding {
  const claim = `Steps against tokens to a loss of ${loss.toFixed(2)} make a hyperbola.`;
  if (isRefusal(hyperbola)) return notTested(claim, `${hyperbola.refused}.`);
  const { criticalBatch, fewestSteps, fewestTokens, residuals } = hyperbola;
  const rest = rootMeanSquare(residuals);
  const isBounded = criticalBatch.low > 0 && Number.isFinite(criticalBatch.high);
  return {
    claim,
    holds: rest > NEAR ? false : isBounded ? true : null,
    words: `S_min = ${whole(fewestSteps.value)} steps, E_min = ${whole(fewestTokens.value)} tokens, B_crit = ${whole(criticalBatch.value)} tokens a step (${whole(criticalBatch.low)} to ${whole(criticalBatch.high)}); off by ${(100 * rest).toFixed(0)} % (at most ${100 * NEAR} % is asked).`,
  };
}

function rises(levels: readonly LossLevel[], found: BatchAnalysis | undefined): Finding {
  const claim = 'The critical batch size rises as the loss falls.';
  const critical = levels.flatMap(({ loss, hyperbola }) =>
    isRefusal(hyperbola) ? [] : [{ loss, batch: hyperbola.criticalBatch }],
  );
  const [first, last] = [critical[0], critical.at(-1)];
  if (first === undefined || last === undefined || first === last) {
    return notTested(claim, 'Fewer than two losses have one.');
  }
  const law = found === undefined || isRefusal(found.law) ? '' : ` ${found.law.formula}.`;
  const ratio = differenceOf(logOf(first.batch), logOf(last.batch));
  const [value, low, high] = [ratio.value, ratio.low, ratio.high].map((log) => timesWords(Math.exp(log)));
  const words = `${critical.map((level) => `${whole(level.batch.value)} tokens at ${level.loss.toFixed(2)}`).join(', ')}: ${value} times as large at the least loss (${low} to ${high}).${law}`;
  return { claim, holds: ratio.low > 0 ? true : ratio.high < 0 ? false : null, words };
}

/** The levels share their runs, so that their noise is alike and the interval of their difference is too wide, if anything. */
function logOf({ value, low, high }: Estimate): Estimate {
  return { value: Math.log(value), low: Math.log(low), high: Math.log(high) };
}

function timesWords(times: number): string {
  if (times === Infinity) return 'any number';
  return times < 100 ? times.toFixed(2) : whole(times);
}

function whole(value: number): string {
  return Number.isFinite(value) ? Math.round(value).toLocaleString('en') : 'more than can be counted';
}
