import { formatNumber } from '../format-number.ts';
import { isRefusal } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';
import { dividedTerm } from '../regression/formula-terms.ts';
import { fitForm } from '../regression/fit-form.ts';
import type { FittedLaw, FitFormOptions } from '../regression/fit-form.ts';
import type { RunSize, LawForm } from '../regression/form.ts';
import { refuseJointRuns, refuseRisingLaw } from '../regression/refuse-runs.ts';
import { inOrder } from '../regression/run-point.ts';
import type { RunPoint } from '../regression/run-point.ts';
import type { Estimate, Interval } from '../stats/interval.ts';
import { logSumExp } from '../stats/log-sum-exp.ts';
import { CentredLogs } from './centred-logs.ts';
import { chinchillaOptimum } from './optimal-allocation.ts';
import type { Allocation, ChinchillaConstants } from './optimal-allocation.ts';
import { startGrid } from './start-grid.ts';

/** L(N, D) = E + A/N^α + B/D^β, and its optimum for a budget. */
export interface ChinchillaLaw extends FittedLaw<keyof ChinchillaConstants> {
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
  options?: FitFormOptions,
): ChinchillaLaw | Refusal {
  const refusal = refuseJointRuns(points, NAME, PARAMETERS, LEAST_VALUES);
  if (refusal) return refusal;
  const ordered = inOrder(points);
  const law = fitForm(new ChinchillaForm(ordered), ordered, options);
  return isRefusal(law) ? law : withOptimum(law);
}

function withOptimum(law: FittedLaw<keyof ChinchillaConstants>): ChinchillaLaw {
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

/** Values of α and of β that the search starts from. */
const EXPONENTS = [0.2, 0.6];
/** Shares of the smallest loss that the search starts E from. */
const FLOOR_SHARES = [0.2, 0.6, 0.9];

/**
 * L = E + A/N^α + B/D^β as Hoffmann et al. 2022, appendix D.3, write it: log L = LSE(a − α·log N, b − β·log D, e).
 * Here log N and log D are counted from their means over the runs, which makes the coefficients nearly independent:
 * θ = (a, b, e, α, β) with A = exp(a + α·mean log N).
 */
export class ChinchillaForm implements LawForm<keyof ChinchillaConstants> {
  readonly name = NAME;
  readonly symbols = ['E', 'A', 'B', 'alpha', 'beta'] as const;
  readonly starts: readonly (readonly number[])[];

  private readonly log: CentredLogs;

  constructor(points: readonly RunPoint[]) {
    this.log = new CentredLogs(points);
    const terms = startGrid(
      points.map(({ loss }) => loss),
      FLOOR_SHARES,
    );
    this.starts = terms.flatMap((start) =>
      EXPONENTS.flatMap((alpha) => EXPONENTS.map((beta) => [...start, alpha, beta])),
    );
  }

  logLoss(run: RunSize, theta: ArrayLike<number>): number {
    const byN = theta[0] - theta[3] * this.log.N(run);
    const byD = theta[1] - theta[4] * this.log.D(run);
    return logSumExp(byN, byD, theta[2]);
  }

  derivatives(run: RunSize, theta: ArrayLike<number>, gradient: Float64Array, hessian: Float64Array): number {
    const logN = this.log.N(run);
    const logD = this.log.D(run);
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
    const a = theta[0] + theta[3] * this.log.meanN;
    const b = theta[1] + theta[4] * this.log.meanD;
    return [Math.exp(theta[2]), Math.exp(a), Math.exp(b), theta[3], theta[4]];
  }

  refuse(theta: ArrayLike<number>): Refusal | null {
    return refuseRisingLaw('N', theta[3]) ?? refuseRisingLaw('D', theta[4]);
  }

  formula(theta: ArrayLike<number>): string {
    const byN = { symbol: 'N', exponent: theta[3], logTerm: theta[0], logMean: this.log.meanN };
    const byD = { symbol: 'D', exponent: theta[4], logTerm: theta[1], logMean: this.log.meanD };
    return `L(N, D) = ${formatNumber(Math.exp(theta[2]))} + ${dividedTerm(byN)} + ${dividedTerm(byD)}`;
  }
}

/** Adds share·∇z·∇zᵀ of the term z = θ[at] − θ[at + 3]·log x. */
function addPowerTerm(hessian: Float64Array, at: number, share: number, log: number): void {
  hessian[at * 6] += share;
  hessian[at * 6 + 3] -= share * log;
  hessian[at * 6 + 15] -= share * log;
  hessian[at * 6 + 18] += share * log * log;
}
