import { isRefusal } from '../../laws/refusal.ts';
import { neighbours } from '../../laws/stats/neighbours.ts';
import { rSquared } from '../../laws/stats/correlation.ts';
import { mean } from '../../laws/stats/mean.ts';
import { mainLawOf } from '../analysis/laws-of.ts';
import { score } from '../analysis/prediction.ts';
import { finalLosses, type Run } from '../runs/run.ts';
import { logSize } from './effects.ts';
import { type Evidence, type Finding, notTested, withoutLaw, orElse } from './finding.ts';
import { LONGER, ONE_MORE_WIDTH } from './next-steps.ts';

const STRAIGHT = 0.95;
const SHARE_HELD = 0.8;
/** Nats: two standard deviations of the difference between two seeds of one run. */
const SEED_NOISE = 0.04;

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
  return {
    claim,
    holds: share >= STRAIGHT,
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
    holds: fewer === pairs.length,
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
  const worst = Math.max(...pairs);
  const noise =
    worst > 0 && worst < SEED_NOISE
      ? ` A rise below ${SEED_NOISE} nats can be chance: seeds differ as much.`
      : '';
  return {
    claim,
    holds: worst < SEED_NOISE,
    words: `From each size to the next larger one, the mean loss changed by ${pairs.map((change) => change.toFixed(3).replace('-', '−')).join(', ')} nats.${noise}`,
  };
}

function predictionsCovered(runs: readonly Run[]): Finding {
  const claim = `At least ${100 * SHARE_HELD} % of models fall in the 95 % interval predicted before they were trained.`;
  const { covered, judged } = score(runs);
  if (judged === 0) {
    const made = runs.some(({ prediction }) => prediction !== null);
    return notTested(claim, made ? 'No prediction was narrow enough to test.' : 'No law predicted a model.');
  }
  return { claim, holds: covered >= SHARE_HELD * judged, words: `${covered} of ${judged} did.` };
}

function sizeOf({ parameters }: Run): number {
  return parameters.nonEmbedding;
}

function lossOf(run: Run): number {
  return mean(finalLosses(run) ?? []);
}
