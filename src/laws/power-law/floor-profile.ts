import { formatNumber } from '../format-number.ts';
import { isRefusal } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';
import type { RunSize, LawForm } from '../regression/form.ts';
import { scaledTerm } from '../regression/formula-terms.ts';
import { LOG_SCALE } from '../regression/loss-scale.ts';
import type { Profile } from '../regression/profile-likelihood.ts';
import { profileParameter } from '../regression/profile-parameter.ts';
import { deltaOf } from '../stats/huber.ts';
import type { LossFunction } from '../stats/huber.ts';
import type { Interval } from '../stats/interval.ts';
import { meanLog } from '../stats/mean.ts';
import type { LawPoint } from './log-sample.ts';
import { fitPowerLaw } from './power-law.ts';
import type { PowerLaw } from './power-law.ts';
import { widthMeans } from './widths.ts';
import { extent } from '../stats/extent.ts';

/** A floor of 0 has no logarithm; this share of the least loss replaces it. */
const NO_FLOOR = 1e-3;

/**
 * The profile likelihood of the floor E of L = E + (X_c/x)^α, in nats per token, and a sentence that says whether these
 * points show a floor. It assumes that sizes are independent and their noise is normal; seeds of one size are one.
 */
export function profileFloor(
  points: readonly LawPoint[],
  criterion: LossFunction = 'huber',
): Profile | Refusal {
  const law = fitPowerLaw(points, { floor: true, criterion });
  if (isRefusal(law)) return law;
  const [least] = extent(points.map((point) => point.loss));
  const form = new FloorForm(law, Math.max(law.floor, NO_FLOOR * least));
  const widths = widthMeans(law.points);
  const runs = widths.map(({ x, loss: value }) => ({ parameters: x, tokens: 1, loss: value }));
  const [start] = form.starts;
  const best = { theta: Float64Array.from(start), objective: law.objective, converged: true };
  const fitted = { best, delta: deltaOf(criterion), lossScale: LOG_SCALE };
  const profile = profileParameter(form, runs, fitted, form.symbols.indexOf('E'));
  const low = law.floor > 0 ? profile.low : 0;
  const words = wordsOf({ low, high: profile.high }, widths.length);
  return { ...profile, name: 'the floor', value: law.floor, low, words };
}

function wordsOf({ low, high }: Interval, runs: number): string {
  if (low > 0)
    return `These ${runs} runs have a floor: it lies between ${formatNumber(low)} and ${formatNumber(high)} nats per token, with 95 % confidence.`;
  return `These ${runs} runs cannot tell a floor from none: any from 0 to ${formatNumber(high)} nats per token fits, with 95 % confidence.`;
}

/**
 * L = E + (X_c/x)^α, a power law with a floor, as a form of one variable: x is passed as N. As
 * log L = LSE(p − α·(log x − centre), e): θ = (p, α, e).
 */
export class FloorForm implements LawForm<'E' | 'scale' | 'exponent'> {
  readonly name = 'a power law with a floor';
  readonly symbols = ['E', 'scale', 'exponent'] as const;
  readonly starts: readonly (readonly number[])[];

  private readonly centre: number;

  /** @param law whose constants the fit starts from, with `floor` in place of its own */
  constructor({ points, exponent, predict, floor: fitted }: PowerLaw, floor: number) {
    this.centre = meanLog(points.map(({ x }) => x));
    this.starts = [[Math.log(predict(Math.exp(this.centre)) - fitted), exponent, Math.log(floor)]];
  }

  logLoss({ parameters }: RunSize, theta: ArrayLike<number>): number {
    const fall = theta[0] - theta[1] * (Math.log(parameters) - this.centre);
    return Math.log(Math.exp(fall) + Math.exp(theta[2]));
  }

  derivatives(
    { parameters }: RunSize,
    theta: ArrayLike<number>,
    gradient: Float64Array,
    hessian: Float64Array,
  ): number {
    const log = Math.log(parameters) - this.centre;
    const [fall, floor] = [Math.exp(theta[0] - theta[1] * log), Math.exp(theta[2])];
    const share = fall / (fall + floor);
    const slopes = [1, -log, -1];
    for (let j = 0; j < 3; j++)
      for (let k = 0; k < 3; k++) hessian[j * 3 + k] = share * (1 - share) * slopes[j] * slopes[k];
    gradient.set([share, -share * log, 1 - share]);
    return Math.log(fall + floor);
  }

  parameters(theta: ArrayLike<number>): number[] {
    return [Math.exp(theta[2]), Math.exp(theta[0] / theta[1] + this.centre), theta[1]];
  }

  refuse(): Refusal | null {
    return null;
  }

  formula(theta: ArrayLike<number>): string {
    const term = { symbol: 'x', exponent: theta[1], logTerm: theta[0], logMean: this.centre };
    return `L(x) = ${formatNumber(Math.exp(theta[2]))} + ${scaledTerm(term)}`;
  }
}
