import { extrapolateScalingLaw } from '../hold-out/extrapolation.ts';
import type { HeldOut } from '../hold-out/extrapolation.ts';
import type { LawPoint } from '../power-law/log-sample.ts';
import type { PowerLaw } from '../power-law/power-law.ts';
import { isRefusal } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';
import type { LossFunction } from '../stats/huber.ts';
import type { Interval } from '../stats/interval.ts';
import { mean } from '../stats/mean.ts';

/**
 * The largest one or two sizes of model, predicted by a law of the same form that was fitted to the others. The 95 %
 * intervals hold for that form. If AICc chose it, predictions and intervals are those over forms.
 */
export interface HeldOutAnalysis {
  /** Ascending in x. */
  readonly sizes: readonly HeldOutSize[];
  /** The number of models of these sizes, and how many of their losses lie in the 95 % prediction interval. */
  readonly models: number;
  readonly covered: number;
}

/** One size, with the 95 % prediction interval of the loss of a model of this size. */
export interface HeldOutSize extends Interval {
  readonly x: number;
  readonly predicted: number;
  /** Mean loss over the models of this size. */
  readonly loss: number;
}

/** With at least this many sizes, two are held out, otherwise one. */
const ENOUGH_FOR_TWO = 6;

/**
 * Predicts the models of the one or two largest sizes by a law of the same form that is fitted to the others. All
 * models of a size are held out together. Null if too few sizes are left for a fit with an interval: it needs one more
 * than the law has constants.
 *
 * @param points of the law
 * @param average whether the intervals average over forms
 */
export function heldOutSizes(
  points: readonly LawPoint[],
  { hasFloor }: Pick<PowerLaw, 'hasFloor'>,
  criterion: LossFunction,
  average = false,
): HeldOutAnalysis | Refusal | null {
  const sizes = [...new Set(points.map(({ x }) => x))].sort((a, b) => a - b);
  const held = sizes.length >= ENOUGH_FOR_TWO ? 2 : 1;
  if (sizes.length - held < (hasFloor ? 4 : 3)) return null;
  const largest = sizes.slice(-held);
  const count = points.filter(({ x }) => x >= largest[0]).length;
  const extrapolation = extrapolateScalingLaw(points, count, {
    floor: hasFloor ? 'always' : 'never',
    criterion,
    average,
  });
  if (isRefusal(extrapolation)) return extrapolation;
  const { heldOut, score } = extrapolation;
  return {
    sizes: largest.map((x) => sizeOf(heldOut.filter(({ point }) => point.x === x))),
    models: score.predictions,
    covered: score.covered,
  };
}

/** All models of one size have one prediction. */
function sizeOf(models: readonly HeldOut<LawPoint>[]): HeldOutSize {
  const [{ point, predicted, ring }] = models;
  return { x: point.x, predicted, ...ring, loss: mean(models.map(({ point: { loss } }) => loss)) };
}
