import { formatNumber } from '../format-number.ts';
import type { Refusal } from '../refusal.ts';
import { refuseValues } from '../stats/refuse-values.ts';
import { smoothCurve } from './smooth-curve.ts';
import type { LossCurve } from './smooth-curve.ts';

/** The steps and tokens that a run needed to reach a loss: its sample efficiency. */
export interface SampleEfficiency {
  /** Not always a whole number, because it is interpolated. */
  steps: number;
  tokens: number;
}

export interface StepsToLossOptions {
  /** B in tokens. */
  tokensPerStep: number;
  /** Losses within this share of a step smooth it: 0.1 by default, 0 for no smoothing. */
  reach?: number;
}

/**
 * The step at which the smoothed loss of a curve first reaches a loss, interpolated on log–log axes. Refuses a loss
 * that the curve never reaches, and one above its first loss.
 *
 * @param loss nats per token
 */
export function stepsToLoss(
  curve: LossCurve,
  loss: number,
  { tokensPerStep, reach }: StepsToLossOptions,
): SampleEfficiency | Refusal {
  const refusal =
    refuseCurve(curve) ?? refuseValues({ 'loss to reach': [loss], 'batch size': [tokensPerStep] });
  if (refusal) return refusal;
  const { steps, losses } = smoothCurve(curve, reach);
  const after = Array.prototype.findIndex.call(losses, (value: number) => value <= loss);
  if (after === -1) return refuseUnreached(losses, loss);
  if (after === 0 && losses[0] < loss)
    return {
      refused: `the loss is below ${formatNumber(loss)} from its first step on: ${formatNumber(losses[0])}`,
    };
  const reached = after === 0 ? steps[0] : between(steps, losses, after, loss);
  return { steps: reached, tokens: reached * tokensPerStep };
}

/** Says why no number can be taken from a curve, or null. */
export function refuseCurve({ steps, losses }: LossCurve): Refusal | null {
  if (steps.length === 0) return { refused: 'a curve needs at least 1 point: 0' };
  if (losses.length !== steps.length)
    return { refused: `a curve needs a loss at each step: ${losses.length} at ${steps.length} steps` };
  for (let i = 1; i < steps.length; i++) {
    if (!(steps[i] > steps[i - 1]))
      return { refused: `the steps of a curve must ascend: ${steps[i]} follows ${steps[i - 1]}` };
  }
  return refuseValues({ step: steps, loss: losses });
}

/** The step at which the line from the point before crosses a loss. */
function between(steps: ArrayLike<number>, losses: ArrayLike<number>, after: number, loss: number): number {
  const before = after - 1;
  const share = Math.log(losses[before] / loss) / Math.log(losses[before] / losses[after]);
  return steps[before] * (steps[after] / steps[before]) ** share;
}

function refuseUnreached(losses: ArrayLike<number>, loss: number): Refusal {
  const least = Array.from(losses).reduce((low, value) => Math.min(low, value), Infinity);
  return { refused: `the loss never reaches ${formatNumber(loss)}: the lowest is ${formatNumber(least)}` };
}
