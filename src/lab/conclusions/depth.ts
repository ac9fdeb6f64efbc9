import type { DepthAnalysis } from '../../laws/analysis/analyse-depth.ts';
import type { SampledLaw } from '../../laws/analysis/sampled-law.ts';
import { isRefusal, type Refusal } from '../../laws/refusal.ts';
import type { Estimate } from '../../laws/stats/interval.ts';
import { rootMeanSquare } from '../../laws/stats/mean.ts';
import type { Run } from '../runs/run.ts';
import { effectsOf, logSize, type Quantity } from './effects.ts';
import { type Evidence, type Finding, notTested, withoutLaw, orElse } from './finding.ts';
import { tooWide } from './more-seeds.ts';
import { LONGER, ONE_MORE_WIDTH } from './next-steps.ts';

/** The largest root mean square of log residuals at which models lie "on one line". */
const ONE_LINE = 0.03;
/** A share of the loss that would matter: of one layer, or of twice the layers. */
const MATTERS = 0.02;

const UNFITTED: DepthAnalysis = {
  nonEmbedding: { refused: 'nothing was fitted' },
  total: { refused: 'nothing was fitted' },
};

/** Kaplan et al. 2020, figure 6. */
export function depth({ runs, analysis }: Evidence): Finding[] {
  const { nonEmbedding, total } = analysis.depth ?? UNFITTED;
  const deep = runs.filter(({ plan }) => plan.shape.layers > 1);
  return [onOneLine({ nonEmbedding, total }, deep), oneLayerOff(nonEmbedding, runs)];
}

/** Holds if twice the layers at one N change the loss by less than what matters, and no law without embedding fits worse. */
function onOneLine({ nonEmbedding: law, total }: DepthAnalysis, runs: readonly Run[]): Finding {
  const claim = 'Models of two or more layers lie on one line L(N), N without the embedding.';
  if (isRefusal(law)) return orElse(LONGER, withoutLaw(claim, law, { runs, quantities: [logSize] }));
  const rest = restOf(law);
  const [, , doubled] = effectsOf(runs, [logSize, squared(logSize), doublings]) ?? [];
  const words = `${law.formula}, off ${law.models.length} models by ${percent(rest)} (at most ${percent(ONE_LINE)} is asked). ${embeddingWords(runs, law, total)}`;
  if (doubled === undefined) return orElse(ONE_MORE_WIDTH, notTested(claim, words));
  const told = `${words} At one N, twice the layers change the loss by ${intervalWords(doubled)}; at most ${percent(MATTERS)} is asked.`;
  const apart = doubled.low > MATTERS || doubled.high < -MATTERS;
  if (apart || rest > ONE_LINE || isWorse(runs)) return orElse(LONGER, { claim, holds: false, words: told });
  if (doubled.low >= -MATTERS && doubled.high <= MATTERS) return { claim, holds: true, words: told };
  return tooWide(claim, told, {
    seeds: seedsOf(runs),
    half: doubled.high - doubled.value,
    room: MATTERS - Math.abs(doubled.value),
  });
}

/** The effect of one layer on log loss, beside a curve through the losses of all models over N. */
function oneLayerOff(law: SampledLaw | Refusal, runs: readonly Run[]): Finding {
  const claim = 'Models of one layer lie above that line.';
  if (isRefusal(law)) return orElse(LONGER, notTested(claim, 'There is no line.'));
  const [, , above] = effectsOf(runs, [logSize, squared(logSize), isShallow]) ?? [];
  if (above === undefined) return orElse(LONGER, notTested(claim, 'Too few models have finished.'));
  const words = `One layer changes the loss by ${intervalWords(above)} beside deeper models of the same N.`;
  if (above.low > 0) return { claim, holds: true, words };
  if (above.high < MATTERS) return orElse(LONGER, { claim, holds: false, words });
  return tooWide(claim, words, {
    seeds: seedsOf(runs),
    half: above.value - above.low,
    room: above.value > 0 ? above.value : MATTERS - above.value,
  });
}

/**
 * How the share of embedding and head in all parameters changes log loss, beside the mean of the logs of both counts. Above 0
 * the count without them explains more, below 0 the total.
 */
function shareOfEmbedding(runs: readonly Run[]): Estimate | undefined {
  const middle: Quantity = ({ parameters }) =>
    (Math.log(parameters.nonEmbedding) + Math.log(parameters.total)) / 2;
  const share: Quantity = ({ parameters }) => Math.log(parameters.total / parameters.nonEmbedding);
  return effectsOf(runs, [middle, squared(middle), share])?.[2];
}

/** Whether the total surely explains the losses better than N without the embedding. */
function isWorse(runs: readonly Run[]): boolean {
  const effect = shareOfEmbedding(runs);
  return effect !== undefined && effect.high < 0;
}

function embeddingWords(runs: readonly Run[], law: SampledLaw, total: SampledLaw | Refusal): string {
  if (isRefusal(total)) return '';
  const effect = shareOfEmbedding(runs);
  const better =
    effect === undefined || (effect.low <= 0 && effect.high >= 0)
      ? 'these models do not tell which count is better'
      : `the count ${effect.low > 0 ? 'without' : 'with'} them is better`;
  return `With embedding, head, biases and norms in N it is off by ${percent(restOf(total))} instead of ${percent(restOf(law))}: ${better}.`;
}

const doublings: Quantity = ({ plan }) => Math.log2(plan.shape.layers);
const isShallow: Quantity = ({ plan }) => (plan.shape.layers === 1 ? 1 : 0);

/** The square of a quantity about 9, the log of a model of the sweep, so that it does not stand for the quantity itself. */
function squared(quantity: Quantity): Quantity {
  return (run) => (quantity(run) - 9) ** 2;
}

function seedsOf(runs: readonly Run[]): number {
  return Math.min(...runs.map(({ plan }) => plan.lanes.length));
}

function intervalWords({ value, low, high }: Estimate): string {
  return `${percent(value)} (${percent(low)} to ${percent(high)})`;
}

function restOf({ models }: SampledLaw): number {
  return rootMeanSquare(models.map(({ residual }) => residual));
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1).replace('-', '−')} %`;
}
