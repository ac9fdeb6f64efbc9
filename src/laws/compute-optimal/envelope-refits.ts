import { bootstrapSampler } from '../stats/bootstrap.ts';
import { fitLine, lineAt } from '../stats/line.ts';
import type { Line } from '../stats/line.ts';
import { mean } from '../stats/mean.ts';
import { replicatesOf } from '../stats/replicates.ts';
import type { OnProgress } from '../stats/replicates.ts';
import type { OptimumLines } from './allocation-law.ts';
import type { BestModel } from './envelope.ts';

/** A curve of the envelope, as a point that a law of C is fitted to. */
export type WeightedModel = Pick<BestModel, 'curve' | 'logC' | 'logN' | 'logD'> & { weight: number };

/**
 * Each curve once, in the centre of the budgets at which it is best, or of its corners of the hull; the weight is their
 * number. A line through all of them would be too flat by 1/k² for k curves, because N rises with C in steps.
 */
export function curveCentres(frontier: readonly BestModel[]): WeightedModel[] {
  const curves = [...new Set(frontier.map(({ curve }) => curve))];
  return curves.map((curve) => {
    const stretch = frontier.filter((best) => best.curve === curve);
    return {
      curve,
      logC: mean(stretch.map(({ logC }) => logC)),
      logN: stretch[0].logN,
      logD: mean(stretch.map(({ logD }) => logD)),
      weight: stretch.length,
    };
  });
}

/** Lines of least squares through log N and log D over log C. */
export function envelopeLines(models: readonly WeightedModel[]): OptimumLines {
  const logC = models.map((model) => model.logC);
  const weights = models.map(({ weight }) => weight);
  const lineOf = (values: readonly number[]) => fitLine(logC, values, weights);
  return {
    parameters: lineOf(models.map(({ logN }) => logN)),
    tokens: lineOf(models.map(({ logD }) => logD)),
  };
}

/**
 * Lines through bootstrap samples of the curves, each with all its points of the envelope. A bootstrap sample of k
 * curves varies too little by √(k/(k − 1)) (Efron 1982, section 5.3), so the deviations from the line of all curves are
 * multiplied by that factor.
 */
export function envelopeRefits(
  models: readonly WeightedModel[],
  count: number,
  seed: number,
  onProgress?: OnProgress,
): OptimumLines[] {
  const draw = bootstrapSampler(
    models.map(({ curve }) => String(curve)),
    seed,
  );
  const times = new Float64Array(models.length);
  const lines = envelopeLines(models);
  const stretch = Math.sqrt(models.length / (models.length - 1));
  const refit = (replicate: number) => {
    draw(times);
    const drawn = models.map((model, i) => ({ ...model, weight: model.weight * times[i] }));
    const sizes = new Set(drawn.filter(({ weight }) => weight > 0).map(({ logC }) => logC)).size;
    return sizes > 1 ? stretched(envelopeLines(drawn), lines, stretch) : anyLines(replicate);
  };
  return replicatesOf(count, refit, onProgress);
}

function stretched(drawn: OptimumLines, from: OptimumLines, factor: number): OptimumLines {
  const stretchedLine = (name: keyof OptimumLines): Line => {
    const { slope, height, centre } = from[name];
    return {
      slope: slope + factor * (drawn[name].slope - slope),
      height: height + factor * (lineAt(drawn[name], centre) - height),
      centre,
    };
  };
  return { parameters: stretchedLine('parameters'), tokens: stretchedLine('tokens') };
}

/** A line through one point may have any slope, so ∞ and −∞ alternate. */
function anyLines(replicate: number): OptimumLines {
  const line = { slope: replicate % 2 === 0 ? Infinity : -Infinity, height: 0, centre: 0 };
  return { parameters: line, tokens: line };
}
