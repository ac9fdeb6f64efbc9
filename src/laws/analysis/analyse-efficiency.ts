import { smoothCurve } from '../curves/smooth-curve.ts';
import type { LossCurve } from '../curves/smooth-curve.ts';
import { stepsToLoss } from '../curves/steps-to-loss.ts';
import { isRefusal } from '../refusal.ts';
import { neighbours } from '../stats/neighbours.ts';
import type { OnProgress } from '../stats/replicates.ts';
import { meanCurve } from './lane-curve.ts';
import type { AnalysedRun, FitInput } from './request.ts';
import { lawPlace } from './trained-model.ts';

/** Two models next to each other in N, and the final loss of the smaller one. */
export interface EfficiencyStep {
  readonly small: string;
  readonly large: string;
  readonly loss: number;
  /** D of the smaller model. */
  readonly smallTokens: number;
  /** Tokens that the larger model needed; null if it never reached that loss. */
  readonly largeTokens: number | null;
}

interface SmoothedRun {
  run: AnalysedRun;
  curve: LossCurve;
}

/** How many tokens each model needs to reach the final training loss of the next smaller one. */
export function analyseEfficiency(
  { runs, options: { convention } }: FitInput,
  onProgress: OnProgress,
): EfficiencyStep[] {
  const pairs = neighbours(runs.flatMap(smoothedRun), ({ run }) => lawPlace(run, 'N', convention));
  return pairs.map(({ small, large }, i) => {
    onProgress(i + 1, pairs.length);
    return stepBetween(small, large);
  });
}

function smoothedRun(run: AnalysedRun): SmoothedRun[] {
  if (run.curve === null || run.curve.steps === 0) return [];
  return [{ run, curve: smoothCurve(meanCurve(run.curve)) }];
}

function stepBetween(small: SmoothedRun, large: SmoothedRun): EfficiencyStep {
  const { losses } = small.curve;
  const loss = losses[losses.length - 1];
  const reached = stepsToLoss(large.curve, loss, { tokensPerStep: large.run.stepTokens, reach: 0 });
  return {
    small: small.run.id,
    large: large.run.id,
    loss,
    smallTokens: small.run.tokens,
    largeTokens: isRefusal(reached) ? null : reached.tokens,
  };
}
