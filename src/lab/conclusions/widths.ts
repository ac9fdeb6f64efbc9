import { isRefusal } from '../../laws/refusal.ts';
import type { Estimate } from '../../laws/stats/interval.ts';
import { neighbours } from '../../laws/stats/neighbours.ts';
import { rSquared } from '../../laws/stats/correlation.ts';
import { mean } from '../../laws/stats/mean.ts';
import { mainLawOf } from '../analysis/laws-of.ts';
import { score } from '../analysis/prediction.ts';
import { finalLosses, type Run } from '../runs/run.ts';
import { effectsOf, logSize } from './effects.ts';
import { type Evidence, type Finding, notTested, withoutLaw, orElse } from './finding.ts';
import { LONGER, ONE_MORE_WIDTH } from './next-steps.ts';

const STRAIGHT = 0.95;
/** Nats: two standard deviations of the difference between two seeds of one run. */
const SEED_NOISE = 0.04;
/** The share of losses that a predicted interval should cover. */
const LEVEL = 0.95;
/** More misses than chance makes this often contradict the intervals. */
const RARE = 0.05;

/** Kaplan et al. 2020, figures 1 and 2, on widths. */
export function widths({ runs, analysis }: Evidence): Finding[] {
  return [
    orElse(mainLawOf(analysis, 'N') === null ? ONE_MORE_WIDTH : LONGER, straight(analysis, runs)),
    orElse(LONGER, fewerTokens(analysis)),
    orElse(LONGER, fallingEnvelope(runs)),
    orElse(ONE_MORE_WIDTH, predictionsCovered(runs)),
  ];
}

function straight(analysis: Evidence['analysis'], runs: readonly Run[]): Finding {
  const claim = 'L(N) is a straight line on log–log axes.';
  const law = mainLawOf(analysis, 'N');
  if (law === null) return notTested(claim, 'No model in the fit has finished.');
  if (isRefusal(law)) return withoutLaw(claim, law, { runs, quantities: [logSize] });
  const { models } = law;
  const share = rSquared(
    models.map(({ x }) => Math.log(x)),
    models.map(({ loss }) => Math.log(loss)),
  );
  const [slope] = effectsOf(runs, [logSize]) ?? [];
  const falls = slope !== undefined && slope.high < 0;
  return {
    claim,
    holds: share >= STRAIGHT && falls ? true : law.misfit.found === 'none' ? null : false,
    words: `R² = ${share.toFixed(3)} over ${models.length} models (at least ${STRAIGHT} is asked); ${law.formula}. ${law.reason}`,
  };
}

function fewerTokens({ efficiency = [] }: Evidence['analysis']): Finding {
  const claim = 'Larger models need fewer tokens to any loss.';
  const pairs = efficiency.map(({ largeTokens, smallTokens }) => (largeTokens ?? Infinity) / smallTokens);
  if (pairs.length === 0) return notTested(claim, 'Fewer than two models have finished.');
  const fewer = pairs.filter((share) => share < 1).length;
  const median = pairs.toSorted((a, b) => a - b)[Math.floor(pairs.length / 2)] ?? NaN;
  return {
    claim,
    holds: fewer === pairs.length ? true : 2 * fewer <= pairs.length ? false : null,
    words: `${fewer} of ${pairs.length} models reached the final training loss (smoothed) of the next smaller one on fewer tokens, the median one ${Number.isFinite(median) ? `on ${Math.round(100 * median)} % of them` : 'not at all'}.`,
  };
}

function fallingEnvelope(runs: readonly Run[]): Finding {
  const claim = 'The lowest loss falls as compute grows.';
  const finished = runs.filter(({ state }) => state === 'finished');
  const sizes = [...new Set(finished.map(sizeOf))].map((size) => ({
    size,
    loss: mean(finished.filter((run) => sizeOf(run) === size).map(lossOf)),
  }));
  const pairs = neighbours(sizes, ({ size }) => size).map(({ small, large }) => large.loss - small.loss);
  if (pairs.length === 0) return notTested(claim, 'Fewer than two models have finished.');
  const [slope] = effectsOf(finished, [logSize]) ?? [];
  const words = `From each size to the next larger one, the mean loss changed by ${pairs.map((change) => change.toFixed(3).replace('-', '−')).join(', ')} nats.`;
  if (slope === undefined) return notTested(claim, `${words} Too few sizes to tell from chance.`);
  const told = `${words} Twice the size changes it by ${percents(slope)}.`;
  if (slope.low > 0) return { claim, holds: false, words: told };
  const worst = Math.max(...pairs);
  const noise =
    worst > 0 && worst < SEED_NOISE
      ? ` A rise below ${SEED_NOISE} nats can be chance: seeds differ as much.`
      : '';
  return { claim, holds: slope.high < 0 && worst < SEED_NOISE ? true : null, words: `${told}${noise}` };
}

/** An effect of log N as the share by which twice the size changes the loss. */
function percents({ value, low, high }: Estimate): string {
  const [middle, least, most] = [value, low, high].map((effect) =>
    (100 * Math.expm1(Math.LN2 * effect)).toFixed(1).replace('-', '−'),
  );
  return `${middle} % (${least} to ${most} %)`;
}

function predictionsCovered(runs: readonly Run[]): Finding {
  const claim =
    'No more models miss the 95 % interval predicted before they were trained than chance allows.';
  const { covered, judged } = score(runs);
  if (judged === 0) {
    const made = runs.some(({ prediction }) => prediction !== null);
    return notTested(claim, made ? 'No prediction was narrow enough to test.' : 'No law predicted a model.');
  }
  const misses = judged - covered;
  const fell = `${covered} of ${judged} fell in it`;
  if (misses === 0) return { claim, holds: true, words: `${fell}.` };
  const chance = chanceOfMisses(misses, judged);
  const words = `${fell}; chance alone misses as many or more in ${Math.round(100 * chance)} % of sweeps.`;
  if (judged === 1) return notTested(claim, words);
  return { claim, holds: chance >= RARE, words };
}

/** The probability of so many misses or more among intervals that cover 95 %: a binomial tail. */
function chanceOfMisses(misses: number, judged: number): number {
  let [term, fewer] = [LEVEL ** judged, 0];
  for (let count = 0; count < misses; count++) {
    fewer += term;
    term *= ((judged - count) / (count + 1)) * ((1 - LEVEL) / LEVEL);
  }
  return 1 - fewer;
}

function sizeOf({ parameters }: Run): number {
  return parameters.nonEmbedding;
}

function lossOf(run: Run): number {
  return mean(finalLosses(run) ?? []);
}
