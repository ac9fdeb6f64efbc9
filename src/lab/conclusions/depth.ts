import type { DepthAnalysis } from '../../laws/analysis/analyse-depth.ts';
import type { SampledLaw } from '../../laws/analysis/sampled-law.ts';
import { isRefusal, type Refusal } from '../../laws/refusal.ts';
import { mean, rootMeanSquare } from '../../laws/stats/mean.ts';
import type { Run } from '../runs/run.ts';
import { type Evidence, type Finding, notTested, withoutLaw, orElse } from './finding.ts';
import { LONGER, ONE_MORE_WIDTH } from './next-steps.ts';

/** The largest root mean square of log residuals at which models lie "on one line". */
const ONE_LINE = 0.03;
/** How many standard errors one layer must lie above the line. */
const CLEARLY = 2;

const UNFITTED: DepthAnalysis = {
  nonEmbedding: { refused: 'nothing was fitted' },
  total: { refused: 'nothing was fitted' },
};

/** Kaplan et al. 2020, figure 6. */
export function depth({ runs, analysis }: Evidence): Finding[] {
  const { nonEmbedding, total } = analysis.depth ?? UNFITTED;
  return [
    orElse(LONGER, onOneLine(nonEmbedding, runs)),
    orElse(LONGER, oneLayerOff(nonEmbedding)),
    orElse(ONE_MORE_WIDTH, embeddingOut(nonEmbedding, total)),
  ];
}

function onOneLine(law: SampledLaw | Refusal, runs: readonly Run[]): Finding {
  const claim = 'Models of two or more layers lie on one line L(N).';
  if (isRefusal(law)) return withoutLaw(claim, law, runs);
  const rest = restOf(law);
  return {
    claim,
    holds: rest <= ONE_LINE,
    words: `${law.formula}, off ${law.models.length} models by ${percent(rest)} (at most ${percent(ONE_LINE)} is asked).`,
  };
}

function oneLayerOff(law: SampledLaw | Refusal): Finding {
  const claim = 'Models of one layer lie above that line.';
  if (isRefusal(law)) return notTested(claim, 'There is no line.');
  const above = law.leftOut.map(({ residual }) => residual);
  if (above.length === 0) return notTested(claim, 'None has finished.');
  const error = restOf(law) / Math.sqrt(above.length);
  return {
    claim,
    holds: mean(above) > CLEARLY * error,
    words: `Their losses are ${above.map((share) => percent(Math.expm1(share))).join(', ')} above it; chance gives ${percent(error)} on average.`,
  };
}

function embeddingOut(without: SampledLaw | Refusal, within: SampledLaw | Refusal): Finding {
  const claim = 'The line is better with the embedding left out of N.';
  if (isRefusal(without) || isRefusal(within)) return notTested(claim, 'There are no two lines to compare.');
  const [out, counted] = [restOf(without), restOf(within)];
  return {
    claim,
    holds: out < counted,
    words: `Off by ${percent(out)} without and ${percent(counted)} with embedding, head, biases and norms.`,
  };
}

function restOf({ models }: SampledLaw): number {
  return rootMeanSquare(models.map(({ residual }) => residual));
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
