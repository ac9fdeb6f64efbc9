import { mean } from '../stats/mean.ts';

/** A training loss over steps. */
export interface LossCurve {
  /** Ascending, counted from 1. */
  steps: ArrayLike<number>;
  /** Nats per token at each of them; positive. */
  losses: ArrayLike<number>;
}

/** The smoothed loss of a step uses the losses within this share of the step. */
const REACH = 0.1;
/** If the variance of log step in a window is below this, the window is one place. */
const LEAST_SQUARES = 1e-12;

/**
 * Smooths a curve on log–log axes: at each step the straight line of least squares through the losses between 1 − reach
 * and 1/(1 − reach) times that step. A power law and a point far from all others stay as they are.
 */
export function smoothCurve({ steps, losses }: LossCurve, reach = REACH): LossCurve {
  const logs = Float64Array.from(steps, Math.log);
  const centre = mean(logs);
  const x = logs.map((log) => log - centre);
  const y = Float64Array.from(losses, Math.log);
  const sums = [x, y, x.map((place) => place * place), x.map((place, i) => place * y[i])].map(runningSum);
  const smoothed = new Float64Array(x.length);
  let [from, to] = [0, 0];
  for (let i = 0; i < x.length; i++) {
    while (steps[from] < steps[i] * (1 - reach)) from++;
    while (to < x.length && steps[to] <= steps[i] / (1 - reach)) to++;
    const means = sums.map((sum) => (sum[to] - sum[from]) / (to - from));
    smoothed[i] = to - from === 1 ? losses[i] : Math.exp(lineAt(means, x[i]));
  }
  return { steps, losses: smoothed };
}

/** The line of least squares at a place, from the means of x, y, x² and x·y. */
function lineAt([meanX, meanY, meanXX, meanXY]: readonly number[], place: number): number {
  const squares = meanXX - meanX * meanX;
  return squares > LEAST_SQUARES ? meanY + ((meanXY - meanX * meanY) / squares) * (place - meanX) : meanY;
}

/** Sums of the first 0, 1, … values. */
function runningSum(values: Float64Array): Float64Array {
  const sums = new Float64Array(values.length + 1);
  for (let i = 0; i < values.length; i++) sums[i + 1] = sums[i] + values[i];
  return sums;
}
