import { formatNumber } from '../format-number.ts';
import { isRefusal } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';
import { fitSurface } from '../regression/fit-form.ts';
import type { SurfaceLaw, SurfaceOptions } from '../regression/fit-form.ts';
import type { RunSize, SurfaceForm } from '../regression/form.ts';
import { refuseFewRuns, refuseRisingLaw, refuseRuns, refuseSpread } from '../regression/refuse-runs.ts';
import { inOrder } from '../regression/run-point.ts';
import type { RunPoint } from '../regression/run-point.ts';
import type { Estimate, Interval } from '../stats/interval.ts';
import { chinchillaOptimum } from './optimal-allocation.ts';
import type { Allocation, ChinchillaConstants } from './optimal-allocation.ts';

/** L(N, D) = E + A/N^α + B/D^β with what follows from it for a budget. */
export interface ChinchillaLaw extends SurfaceLaw<keyof ChinchillaConstants> {
  /** a of N_opt ∝ C^a, and b of D_opt ∝ C^b. */
  exponents: { a: Estimate; b: Estimate };
  /** N_opt and D_opt for C FLOPs, C = 6·N·D. */
  optimum(compute: number): Allocation;
  /** 95 % intervals of N_opt and D_opt for C FLOPs. */
  optimumBand(compute: number): Record<keyof Allocation, Interval>;
}

const NAME = "Chinchilla's law";
const PARAMETERS = 5;
const LEAST_VALUES = 3;

/**
 * Approach 3 of Hoffmann et al. 2022: fits E in nats per token, A, B, α and β to log losses. Refuses runs that do not
 * determine them.
 */
export function fitChinchillaLaw(
  points: readonly RunPoint[],
  options?: SurfaceOptions,
): ChinchillaLaw | Refusal {
  const refusal =
    refuseRuns(points) ?? refuseFewRuns(points, NAME, PARAMETERS) ?? refuseSpread(points, NAME, LEAST_VALUES);
  if (refusal) return refusal;
  const ordered = inOrder(points);
  const law = fitSurface(new ChinchillaForm(ordered), ordered, options);
  return isRefusal(law) ? law : withOptimum(law);
}

function withOptimum(law: SurfaceLaw<keyof ChinchillaConstants>): ChinchillaLaw {
  const estimate = (quantity: (constants: ChinchillaConstants) => number): Estimate => ({
    value: quantity(law.parameters),
    ...law.intervalOf(quantity),
  });
  return {
    ...law,
    exponents: {
      a: estimate(({ alpha, beta }) => beta / (alpha + beta)),
      b: estimate(({ alpha, beta }) => alpha / (alpha + beta)),
    },
    optimum: (compute) => chinchillaOptimum(law.parameters, compute),
    optimumBand: (compute) => ({
      parameters: law.intervalOf((constants) => chinchillaOptimum(constants, compute).parameters),
      tokens: law.intervalOf((constants) => chinchillaOptimum(constants, compute).tokens),
    }),
  };
}

const EXPONENTS = [0.2, 0.6];
/** Shares of the smallest loss that the search starts E from. */
const FLOOR_SHARES = [0.2, 0.6, 0.9];
/** Shares of the rest that it starts the term in N from. */
const TERM_SHARES = [0.3, 0.7];

/**
 * L = E + A/N^α + B/D^β as Hoffmann et al. 2022, appendix D.3, write it: log L = LSE(a − α·log N, b − β·log D, e).
 * Here log N and log D are counted from their means over the runs, which makes the coefficients nearly independent:
 * θ = (a, b, e, α, β) with A = exp(a + α·mean log N).
 */
export class ChinchillaForm implements SurfaceForm<keyof ChinchillaConstants> {
  readonly name = "Chinchilla's law";
  readonly symbols = ['E', 'A', 'B', 'alpha', 'beta'] as const;
  readonly starts: readonly (readonly number[])[];

  private readonly meanN: number;
  private readonly meanD: number;

  constructor(points: readonly RunPoint[]) {
    this.meanN = meanLog(points.map(({ parameters }) => parameters));
    this.meanD = meanLog(points.map(({ tokens }) => tokens));
    this.starts = startsOf(points.map(({ loss }) => loss));
  }

  logLoss({ parameters, tokens }: RunSize, theta: ArrayLike<number>): number {
    const byN = theta[0] - theta[3] * (Math.log(parameters) - this.meanN);
    const byD = theta[1] - theta[4] * (Math.log(tokens) - this.meanD);
    return logSumExp(byN, byD, theta[2]);
  }

  derivatives(
    { parameters, tokens }: RunSize,
    theta: ArrayLike<number>,
    gradient: Float64Array,
    hessian: Float64Array,
  ): number {
    const logN = Math.log(parameters) - this.meanN;
    const logD = Math.log(tokens) - this.meanD;
    const byN = theta[0] - theta[3] * logN;
    const byD = theta[1] - theta[4] * logD;
    const value = logSumExp(byN, byD, theta[2]);
    const [shareN, shareD, shareE] = [
      Math.exp(byN - value),
      Math.exp(byD - value),
      Math.exp(theta[2] - value),
    ];
    gradient[0] = shareN;
    gradient[1] = shareD;
    gradient[2] = shareE;
    gradient[3] = -logN * shareN;
    gradient[4] = -logD * shareD;
    for (let j = 0; j < 5; j++) for (let k = 0; k < 5; k++) hessian[j * 5 + k] = -gradient[j] * gradient[k];
    addPowerTerm(hessian, 0, shareN, logN);
    addPowerTerm(hessian, 1, shareD, logD);
    hessian[12] += shareE;
    return value;
  }

  parameters(theta: ArrayLike<number>): number[] {
    const a = theta[0] + theta[3] * this.meanN;
    const b = theta[1] + theta[4] * this.meanD;
    return [Math.exp(theta[2]), Math.exp(a), Math.exp(b), theta[3], theta[4]];
  }

  refuse(theta: ArrayLike<number>): Refusal | null {
    return refuseRisingLaw('N', theta[3]) ?? refuseRisingLaw('D', theta[4]);
  }

  formula(theta: ArrayLike<number>): string {
    const [E, A, B, alpha, beta] = this.parameters(theta).map(formatNumber);
    return `L(N, D) = ${E} + ${A} / N^${alpha} + ${B} / D^${beta}`;
  }
}

/** log(e^x + e^y + e^z) without overflow. */
function logSumExp(x: number, y: number, z: number): number {
  const most = Math.max(x, y, z);
  return most + Math.log(Math.exp(x - most) + Math.exp(y - most) + Math.exp(z - most));
}

/** Adds share·∇z·∇zᵀ of the term z = θ[at] − θ[at + 3]·log x. */
function addPowerTerm(hessian: Float64Array, at: number, share: number, log: number): void {
  hessian[at * 6] += share;
  hessian[at * 6 + 3] -= share * log;
  hessian[at * 6 + 15] -= share * log;
  hessian[at * 6 + 18] += share * log * log;
}

/** A grid about the mean log loss: E below the smallest loss, the rest split between N and D, every pair of exponents. */
function startsOf(losses: readonly number[]): number[][] {
  const least = Math.min(...losses);
  const middle = Math.exp(meanLog(losses));
  return FLOOR_SHARES.flatMap((floorShare) =>
    TERM_SHARES.flatMap((termShare) => {
      const floor = floorShare * least;
      const [a, b] = [termShare, 1 - termShare].map((share) => Math.log(share * (middle - floor)));
      return EXPONENTS.flatMap((alpha) => EXPONENTS.map((beta) => [a, b, Math.log(floor), alpha, beta]));
    }),
  );
}

function meanLog(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + Math.log(value), 0) / values.length;
}
