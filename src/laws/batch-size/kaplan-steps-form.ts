import type { Refusal } from '../refusal.ts';
import type { LawForm } from '../regression/form.ts';
import { scaledTerm } from '../regression/formula-terms.ts';
import { refuseRisingLaw } from '../regression/refuse-runs.ts';
import { logSumExp } from '../stats/log-sum-exp.ts';
import { meanLog } from '../stats/mean.ts';

/** The constants of L = (N_c/N)^α_N + (S_c/S_min)^α_S. */
export interface KaplanStepsConstants {
  N_c: number;
  S_c: number;
  alpha_N: number;
  alpha_S: number;
}

/** The size of a run, from which L(N, S_min) predicts its loss. */
export interface StepsSize {
  /** N; positive. */
  parameters: number;
  /** S_min, the steps that a batch far above the critical one would take; positive. */
  steps: number;
}

const EXPONENTS_N = [0.05, 0.2, 0.6];
const EXPONENTS_S = [0.3, 0.8];
/** Shares of the mean loss from which the search starts the term in N. */
const TERM_SHARES = [0.2, 0.5, 0.8];

/**
 * L = (N_c/N)^α_N + (S_c/S_min)^α_S, Kaplan et al. 2020, equation 1.6, as log L = LSE(p − α_N·log N, q − α_S·log
 * S_min) with log N and log S_min counted from their means over the runs: θ = (p, q, α_N, α_S).
 */
export class KaplanStepsForm implements LawForm<keyof KaplanStepsConstants, StepsSize> {
  readonly name = "Kaplan's law of steps";
  readonly symbols = ['N_c', 'S_c', 'alpha_N', 'alpha_S'] as const;
  readonly starts: readonly (readonly number[])[];

  private readonly meanN: number;
  private readonly meanS: number;

  constructor(points: readonly (StepsSize & { loss: number })[]) {
    this.meanN = meanLog(points.map(({ parameters }) => parameters));
    this.meanS = meanLog(points.map(({ steps }) => steps));
    this.starts = startsOf(meanLog(points.map(({ loss }) => loss)));
  }

  logLoss({ parameters, steps }: StepsSize, theta: ArrayLike<number>): number {
    const byN = theta[0] - theta[2] * (Math.log(parameters) - this.meanN);
    const byS = theta[1] - theta[3] * (Math.log(steps) - this.meanS);
    return logSumExp(byN, byS);
  }

  derivatives(
    { parameters, steps }: StepsSize,
    theta: ArrayLike<number>,
    gradient: Float64Array,
    hessian: Float64Array,
  ): number {
    const logN = Math.log(parameters) - this.meanN;
    const logS = Math.log(steps) - this.meanS;
    const byN = theta[0] - theta[2] * logN;
    const value = logSumExp(byN, theta[1] - theta[3] * logS);
    const share = Math.exp(byN - value);
    gradient[0] = share;
    gradient[1] = 1 - share;
    gradient[2] = -share * logN;
    gradient[3] = -(1 - share) * logS;
    fillHessian(hessian, share * (1 - share), logN, logS);
    return value;
  }

  parameters(theta: ArrayLike<number>): number[] {
    const scaleN = Math.exp(theta[0] / theta[2] + this.meanN);
    const scaleS = Math.exp(theta[1] / theta[3] + this.meanS);
    return [scaleN, scaleS, theta[2], theta[3]];
  }

  refuse(theta: ArrayLike<number>): Refusal | null {
    return refuseRisingLaw('N', theta[2]) ?? refuseRisingLaw('S', theta[3]);
  }

  formula(theta: ArrayLike<number>): string {
    const byN = { symbol: 'N', exponent: theta[2], logTerm: theta[0], logMean: this.meanN };
    const byS = { symbol: 'S_min', exponent: theta[3], logTerm: theta[1], logMean: this.meanS };
    return `L(N, S_min) = ${scaledTerm(byN)} + ${scaledTerm(byS)}`;
  }
}

/** Second derivatives of LSE(x, y), with x and y linear in θ: share·(1 − share) times ∇(x − y)·∇(x − y)ᵀ. */
function fillHessian(hessian: Float64Array, curvature: number, logN: number, logS: number): void {
  const slopes = [1, -1, -logN, logS];
  for (let j = 0; j < 4; j++)
    for (let k = 0; k < 4; k++) hessian[j * 4 + k] = curvature * slopes[j] * slopes[k];
}

/** A grid for which the law gives the mean log loss at the means of log N and log S_min, for all exponents. */
function startsOf(meanLogLoss: number): number[][] {
  return EXPONENTS_N.flatMap((alphaN) =>
    EXPONENTS_S.flatMap((alphaS) =>
      TERM_SHARES.map((share) => [
        meanLogLoss + Math.log(share),
        meanLogLoss + Math.log(1 - share),
        alphaN,
        alphaS,
      ]),
    ),
  );
}
