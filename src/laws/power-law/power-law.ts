import type { Refusal } from '../refusal.ts';
import { aicc } from '../stats/aicc.ts';
import { deltaOf } from '../stats/huber.ts';
import type { LossFunction } from '../stats/huber.ts';
import { exponentOf, scaleOf } from './constants.ts';
import { fitBent, fitStraight } from './fit-curve.ts';
import type { CurveFit } from './fit-curve.ts';
import { floorOf, logLossAt } from './log-curve.ts';
import type { LogCurve } from './log-curve.ts';
import { logSample, placeOf } from './log-sample.ts';
import type { LawPoint } from './log-sample.ts';
import type { LogSample } from './log-sample.ts';
import { refusePoints } from './refuse-points.ts';

/** L = floor + (scale / x)^exponent. */
export interface PowerLaw {
  hasFloor: boolean;
  /** E in nats per token; 0 if there is none, or if the best floor is 0. */
  floor: number;
  /** X_c, in the unit of x; ∞ if it is beyond a double. */
  scale: number;
  /** α, positive. */
  exponent: number;
  /**
   * The quantity that the fit minimised over the log residual of each value of x: Huber's loss summed, or half the
   * summed squares.
   */
  objective: number;
  /**
   * Akaike's criterion, corrected for few points; comparable between laws fitted with one `criterion`. Its points are
   * values of x, not seeds.
   */
  aicc: number;
  /** Values of x: seeds of one width are one. */
  widths: number;
  /** The points, ascending in x. */
  points: readonly LawPoint[];
  /** Log of the loss over the predicted loss, for each of `points`. */
  residuals: readonly number[];
  /** Loss in nats per token at a positive x. */
  predict(x: number): number;
}

export interface PowerLawOptions {
  /** Whether to fit E, which is at least 0. */
  floor: boolean;
  /** Huber's loss with δ = 1e-3 on log loss (the default; Hoffmann et al. 2022), or least squares. */
  criterion?: LossFunction;
}

/** If log loss falls by less than this over all points, the law does not fall. */
const LEAST_FALL = 1e-9;

/**
 * Fits L = (X_c/x)^α (Kaplan et al. 2020, equation 1.1), or with a floor L = E + (X_c/x)^α, to log loss. Refuses points
 * that determine no such law: too few, without spread, not positive, not falling. Points of one x, such as seeds of one
 * width, count as one: the mean of their log losses.
 */
export function fitPowerLaw(points: readonly LawPoint[], options: PowerLawOptions): PowerLaw | Refusal {
  return refusePoints(points, options.floor) ?? fitSample(logSample(points), options);
}

/** Fits points on log axes, which `refusePoints` must have accepted. */
export function fitSample(
  sample: LogSample,
  { floor, criterion = 'huber' }: PowerLawOptions,
): PowerLaw | Refusal {
  return floor ? fitWithFloor(sample, criterion) : fitPure(sample, criterion);
}

function fitPure(sample: LogSample, criterion: LossFunction): PowerLaw | Refusal {
  const fit = fitStraight(sample, deltaOf(criterion));
  return refuseRise(fit.curve, sample) ?? describe(sample, fit, false, criterion);
}

function fitWithFloor(sample: LogSample, criterion: LossFunction): PowerLaw | Refusal {
  const { lawful, step } = fitBent(sample, deltaOf(criterion));
  if (step) return refuseStep(lawful.curve, sample);
  return refuseRise(lawful.curve, sample) ?? describe(sample, lawful, true, criterion);
}

function refuseRise(curve: LogCurve, sample: LogSample): Refusal | null {
  if (curve.fall > LEAST_FALL) return null;
  const exponent = exponentOf(curve, sample).toPrecision(2);
  return { refused: `the loss does not fall as x grows: the fitted exponent is ${exponent}`, unshown: true };
}

function refuseStep(curve: LogCurve, sample: LogSample): Refusal {
  const exponent = exponentOf(curve, sample).toPrecision(2);
  return {
    refused: `a floor needs two values of x with losses above it: here one, and every exponent above ${exponent} fits`,
  };
}

function describe(sample: LogSample, fit: CurveFit, hasFloor: boolean, criterion: LossFunction): PowerLaw {
  const { curve, objective } = fit;
  const predict = (x: number) => Math.exp(logLossAt(curve, placeOf(sample, x)));
  const { t, y, weights } = sample;
  const residuals = y.map((value, i) => Math.sqrt(weights[i]) * (value - logLossAt(curve, t[i])));
  return {
    hasFloor,
    floor: floorOf(curve),
    scale: scaleOf(curve, sample),
    exponent: exponentOf(curve, sample),
    objective,
    aicc: aicc(residuals, hasFloor ? 3 : 2, criterion),
    widths: t.length,
    points: sample.points,
    residuals: sample.points.map(({ x, loss }) => Math.log(loss) - logLossAt(curve, placeOf(sample, x))),
    predict,
  };
}
