import { formatExponent, formatNumber } from '../format-number.ts';
import { isRefusal } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';
import type { LossFunction } from '../stats/huber.ts';
import type { Estimate, Interval, IntervalOptions } from '../stats/interval.ts';
import { mean } from '../stats/mean.ts';
import { refuseValues } from '../stats/refuse-values.ts';
import { fitScalingLaw } from './scaling-law.ts';
import type { ScalingLaw } from './scaling-law.ts';

/** The mean loss at one position of the context. */
export interface PositionLoss {
  /** T, counted from 1. */
  position: number;
  /** Nats per token. */
  loss: number;
}

/** Loss at position T of the context: a + b·T^−c. */
export interface PositionLaw {
  /** The loss in nats with an endless context. */
  a: Estimate;
  /** Nats above a at the first token of a context. */
  b: Estimate;
  c: Estimate;
  /** Share of the variance over positions that the law explains. */
  rSquared: number;
  /** Log of the loss over the predicted loss, ascending in position. */
  residuals: readonly number[];
  /** Nats at a position, counted from 1. */
  predict(position: number): number;
  /** 95 % interval of the law at a position. */
  band(position: number): Interval;
  /** To three digits. */
  formula: string;
}

export interface PositionLawOptions extends IntervalOptions {
  /** Least squares of log loss (the default), or Huber's loss with δ = 1e-3. */
  criterion?: LossFunction;
}

const LEAST_POSITIONS = 4;

/**
 * Fits a + b·T^−c to the mean loss at each position of the context (Kaplan et al. 2020, section D.5), with a ≥ 0. Every
 * position has the same weight. Intervals assume that the noise of positions is independent. If all positions come from
 * one set of windows, it is not independent, and the intervals are too narrow. Refuses fewer than four positions.
 */
export function fitPositionLaw(
  points: readonly PositionLoss[],
  { criterion = 'squares', replicates = 1000, seed = 1 }: PositionLawOptions = {},
): PositionLaw | Refusal {
  const positions = points.map(({ position }) => position);
  const refusal =
    refuseValues({ position: positions, loss: points.map((point) => point.loss) }) ??
    refuseFewPositions(new Set(positions).size);
  if (refusal) return refusal;
  const fit = fitScalingLaw(
    points.map((point) => ({ x: point.position, loss: point.loss })),
    { floor: 'always', criterion, replicates, seed },
  );
  return isRefusal(fit) ? { refused: `by position x, ${fit.refused}` } : describe(fit);
}

function refuseFewPositions(count: number): Refusal | null {
  if (count >= LEAST_POSITIONS) return null;
  return { refused: `a law of positions needs at least ${LEAST_POSITIONS} positions: ${count}` };
}

function describe({ law, intervals, intervalOf, band }: ScalingLaw): PositionLaw {
  const { floor, exponent, predict, residuals } = law;
  const b = predict(1) - floor;
  return {
    a: { value: floor, ...(intervals.floor ?? { low: floor, high: floor }) },
    b: { value: b, ...intervalOf(({ amplitude }) => amplitude) },
    c: { value: exponent, ...intervals.exponent },
    rSquared: rSquared(
      law.points.map((point) => point.loss),
      law.points.map(({ x }) => predict(x)),
    ),
    residuals,
    predict,
    band,
    formula: `L(T) = ${[floor, b].map(formatNumber).join(' + ')} · T^${formatExponent(-exponent).replace('-', '−')}`,
  };
}

function rSquared(losses: readonly number[], predicted: readonly number[]): number {
  const centre = mean(losses);
  const left = losses.reduce((sum, loss, i) => sum + (loss - predicted[i]) ** 2, 0);
  return 1 - left / losses.reduce((sum, loss) => sum + (loss - centre) ** 2, 0);
}
