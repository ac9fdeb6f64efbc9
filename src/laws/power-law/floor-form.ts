import { formatNumber } from '../format-number.ts';
import type { Refusal } from '../refusal.ts';
import type { RunSize, SurfaceForm } from '../regression/form.ts';
import type { PowerLaw } from './power-law.ts';

/**
 * L = E + (X_c/x)^α, a power law with a floor, as a surface of one variable: x stands in the place of N. As
 * log L = LSE(p − α·(log x − centre), e): θ = (p, α, e).
 */
export class FloorForm implements SurfaceForm<'E' | 'scale' | 'exponent'> {
  readonly name = 'a power law with a floor';
  readonly symbols = ['E', 'scale', 'exponent'] as const;
  readonly starts: readonly (readonly number[])[];

  private readonly centre: number;

  /** @param law from which to start; `floor` stands in for its own */
  constructor({ points, scale, exponent }: PowerLaw, floor: number) {
    this.centre = points.reduce((sum, { x }) => sum + Math.log(x), 0) / points.length;
    this.starts = [[exponent * (Math.log(scale) - this.centre), exponent, Math.log(floor)]];
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
    const [E, scale, exponent] = this.parameters(theta).map(formatNumber);
    return `L(x) = ${E} + (${scale} / x)^${exponent}`;
  }
}
