import { formatNumber } from '../format-number.ts';
import type { Refusal } from '../refusal.ts';
import type { SurfaceForm } from '../regression/form.ts';
import { mean } from '../stats/mean.ts';

/** The fewest steps and the fewest tokens that a loss takes. */
export type HyperbolaSymbol = 'S_min' | 'E_min';

/** One batch size, in tokens. */
export interface BatchSize {
  batch: number;
}

/** A term below this share of the steps at every batch size is not seen. */
const LEAST_SHARE = 1e-3;
const START_SHARES = [0.1, 0.5, 0.9];

/**
 * (S/S_min − 1)(E/E_min − 1) = 1, Kaplan et al. 2020, equation 5.1, after McCandlish et al. 2018. A run knows its
 * batch size exactly and E = B·S, so the hyperbola is S = S_min + E_min/B, here fitted to log S: θ = (log S_min, log
 * E_min − mean log B).
 */
export class HyperbolaForm implements SurfaceForm<HyperbolaSymbol, BatchSize> {
  readonly name = 'the critical batch size';
  readonly symbols = ['S_min', 'E_min'] as const;
  readonly starts: readonly (readonly number[])[];

  private readonly meanB: number;
  private readonly least: number;
  private readonly most: number;

  /** @param points batch sizes, with steps as what a fit calls their loss */
  constructor(points: readonly (BatchSize & { loss: number })[]) {
    const logs = points.map(({ batch }) => Math.log(batch));
    const middle = mean(points.map(({ loss }) => Math.log(loss)));
    this.meanB = mean(logs);
    this.least = Math.min(...logs) - this.meanB;
    this.most = Math.max(...logs) - this.meanB;
    this.starts = START_SHARES.map((share) => [middle + Math.log(share), middle + Math.log(1 - share)]);
  }

  logLoss({ batch }: BatchSize, theta: ArrayLike<number>): number {
    return logSumExp(theta[0], theta[1] - Math.log(batch) + this.meanB);
  }

  derivatives(
    run: BatchSize,
    theta: ArrayLike<number>,
    gradient: Float64Array,
    hessian: Float64Array,
  ): number {
    const value = this.logLoss(run, theta);
    const share = Math.exp(theta[0] - value);
    gradient[0] = share;
    gradient[1] = 1 - share;
    hessian[0] = hessian[3] = share * (1 - share);
    hessian[1] = hessian[2] = -hessian[0];
    return value;
  }

  /** A term that no batch size shows is 0. */
  parameters(theta: ArrayLike<number>): number[] {
    const { fewest, cheapest } = this.shares(theta);
    return [
      fewest < LEAST_SHARE ? 0 : Math.exp(theta[0]),
      cheapest < LEAST_SHARE ? 0 : Math.exp(theta[1] + this.meanB),
    ];
  }

  refuse(theta: ArrayLike<number>): Refusal | null {
    const { fewest, cheapest } = this.shares(theta);
    if (fewest < LEAST_SHARE)
      return { refused: `every batch size lies far below the critical one: ${tooLittle('S_min', fewest)}` };
    if (cheapest < LEAST_SHARE)
      return {
        refused: `every batch size lies far above the critical one: ${tooLittle('E_min/B', cheapest)}`,
      };
    return null;
  }

  formula(theta: ArrayLike<number>): string {
    const [steps, tokens] = this.parameters(theta).map(formatNumber);
    return `(S / ${steps} − 1)(E / ${tokens} − 1) = 1`;
  }

  /** Of S_min in the steps at the largest batch size, and of E_min/B at the smallest: where each is most. */
  private shares(theta: ArrayLike<number>): { fewest: number; cheapest: number } {
    const ratio = theta[1] - theta[0];
    return {
      fewest: 1 / (1 + Math.exp(ratio - this.most)),
      cheapest: 1 / (1 + Math.exp(this.least - ratio)),
    };
  }
}

function tooLittle(term: string, share: number): string {
  const percent = (value: number) => `${formatNumber(100 * value)} %`;
  return `${term} is ${percent(share)} of the steps at most, less than ${percent(LEAST_SHARE)}`;
}

function logSumExp(x: number, y: number): number {
  const most = Math.max(x, y);
  return most + Math.log(Math.exp(x - most) + Math.exp(y - most));
}
