import { solveByCholesky } from '../stats/cholesky.ts';
import { meanLog } from '../stats/mean.ts';

/** The assumptions about L = E + (N_c/N)^α and its noise before a sweep runs. */
export interface SweepPrior {
  /** E in nats per token; 0 for a law without a floor. */
  floor: number;
  /** N_c. */
  scale: number;
  /** α. */
  exponent: number;
  /** Standard deviation of log loss over seeds. */
  noise: number;
}

/** How many constants a sweep has to determine: log (N_c^α), α and, if there is one, E. */
export function constantsOf({ floor }: SweepPrior): 2 | 3 {
  return floor > 0 ? 3 : 2;
}

/** Index of α among the constants. */
const EXPONENT = 1;

/**
 * How well runs determine α, by the design matrix of least squares on log loss: the covariance of the constants is
 * σ²·(XᵀX)⁻¹, and a row of X holds the derivatives of a run's log loss. A further run changes the inverse by one rank
 * (Sherman & Morrison 1950), so that thousands of designs can be compared.
 */
export class ExponentDesign {
  private readonly prior: SweepPrior;
  private readonly size: number;
  /** The origin of log N. */
  private readonly centre: number;
  /** (XᵀX)⁻¹, row by row. */
  private readonly inverse: Float64Array;

  /** @param parameters N of the first runs: at least as many values as there are constants */
  constructor(parameters: readonly number[], prior: SweepPrior) {
    this.prior = prior;
    this.size = constantsOf(prior);
    this.centre = meanLog(parameters);
    this.inverse = invert(
      parameters.map((N) => this.row(N)),
      this.size,
    );
  }

  /** Standard error of α. */
  error(): number {
    return this.prior.noise * Math.sqrt(this.inverse[EXPONENT * (this.size + 1)]);
  }

  /** Standard error of α with one further run of N parameters. */
  errorWith(parameters: number): number {
    const { size, inverse } = this;
    const { turned, widening } = this.turn(parameters);
    const variance = inverse[EXPONENT * (size + 1)] - turned[EXPONENT] ** 2 / widening;
    return this.prior.noise * Math.sqrt(Math.max(variance, 0));
  }

  /** Adds a run of N parameters. */
  add(parameters: number): void {
    const { size, inverse } = this;
    const { turned, widening } = this.turn(parameters);
    for (let j = 0; j < size; j++)
      for (let k = 0; k < size; k++) inverse[j * size + k] -= (turned[j] * turned[k]) / widening;
  }

  /** (XᵀX)⁻¹·r for the row r of a run, and 1 + rᵀ·(XᵀX)⁻¹·r. */
  private turn(parameters: number): { turned: number[]; widening: number } {
    const row = this.row(parameters);
    const turned = row.map((_, j) => row.reduce((sum, r, k) => sum + this.inverse[j * this.size + k] * r, 0));
    return { turned, widening: 1 + row.reduce((sum, r, j) => sum + r * turned[j], 0) };
  }

  /** Derivatives of log loss by log (N_c^α), α and E. */
  private row(parameters: number): number[] {
    const { floor, scale, exponent } = this.prior;
    const rest = (scale / parameters) ** exponent;
    const loss = floor + rest;
    const row = [rest / loss, (-rest * (Math.log(parameters) - this.centre)) / loss];
    return floor > 0 ? [...row, 1 / loss] : row;
  }
}

/** (XᵀX)⁻¹; all ∞ if X does not determine every constant. */
function invert(rows: readonly (readonly number[])[], size: number): Float64Array {
  const products = new Float64Array(size * size);
  for (const row of rows)
    for (let j = 0; j < size; j++) for (let k = 0; k < size; k++) products[j * size + k] += row[j] * row[k];
  const inverse = new Float64Array(size * size);
  for (let j = 0; j < size; j++) {
    const unit = new Float64Array(size);
    unit[j] = 1;
    if (!solveByCholesky(products.slice(), unit)) return inverse.fill(Infinity);
    inverse.set(unit, j * size);
  }
  return inverse;
}
