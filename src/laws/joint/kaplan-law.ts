import { formatExponent, formatNumber } from '../format-number.ts';
import { isRefusal } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';
import { isReadable, referenceSize, referredPower } from '../regression/formula-terms.ts';
import { fitForm } from '../regression/fit-form.ts';
import type { FittedLaw, FitFormOptions } from '../regression/fit-form.ts';
import type { RunSize, LawForm } from '../regression/form.ts';
import { refuseJointRuns, refuseRisingLaw } from '../regression/refuse-runs.ts';
import { inOrder } from '../regression/run-point.ts';
import type { RunPoint } from '../regression/run-point.ts';
import { logSumExp } from '../stats/log-sum-exp.ts';
import { meanLog } from '../stats/mean.ts';
import { CentredLogs } from './centred-logs.ts';

/** L(N, D) = [(N_c/N)^(α_N/α_D) + D_c/D]^α_D. */
export interface KaplanLaw extends FittedLaw<KaplanSymbol> {
  /** L(N, D) / L(N, ∞) − 1: the relative cost of a finite corpus (Kaplan et al. 2020, equation 4.2). */
  overfitting(parameters: number, tokens: number): number;
}

const NAME = "Kaplan's law";
const PARAMETERS = 4;
const LEAST_VALUES = 2;

/**
 * Fits Kaplan et al. 2020, equation 1.5, to log losses: N_c in parameters, D_c in tokens, α_N and α_D. D is the size of
 * a corpus on which training stopped early. Refuses runs that do not determine the law.
 */
export function fitKaplanLaw(points: readonly RunPoint[], options?: FitFormOptions): KaplanLaw | Refusal {
  const refusal = refuseJointRuns(points, NAME, PARAMETERS, LEAST_VALUES);
  if (refusal) return refusal;
  const ordered = inOrder(points);
  const law = fitForm(new KaplanForm(ordered), ordered, options);
  return isRefusal(law) ? law : { ...law, overfitting: (N, D) => overfittingOf(law.parameters, N, D) };
}

/** (1 + (N/N_c)^(α_N/α_D)·D_c/D)^α_D − 1. */
function overfittingOf(
  { N_c, D_c, alpha_N, alpha_D }: Readonly<Record<KaplanSymbol, number>>,
  parameters: number,
  tokens: number,
): number {
  return Math.expm1(alpha_D * Math.log1p(((parameters / N_c) ** (alpha_N / alpha_D) * D_c) / tokens));
}

/** The constants of L = [(N_c/N)^(α_N/α_D) + D_c/D]^α_D. */
export type KaplanSymbol = 'N_c' | 'D_c' | 'alpha_N' | 'alpha_D';

/** Values of α_D that the search starts from. */
const EXPONENTS_D = [0.05, 0.1, 0.3];
/** Values of α_N/α_D that the search starts from. */
const RATIOS = [0.5, 0.8, 1.3];
/** Shares of the term in N from which the search starts. */
const TERM_SHARES = [0.2, 0.5, 0.8];

/**
 * L = [(N_c/N)^(α_N/α_D) + D_c/D]^α_D, Kaplan et al. 2020, equation 1.5, as log L = α_D·LSE(p − q·log N, d − log D) with
 * q = α_N/α_D, log N and log D counted from their means over the runs: θ = (p, d, q, α_D).
 */
export class KaplanForm implements LawForm<KaplanSymbol> {
  readonly name = NAME;
  readonly symbols = ['N_c', 'D_c', 'alpha_N', 'alpha_D'] as const;
  readonly starts: readonly (readonly number[])[];

  private readonly log: CentredLogs;

  constructor(points: readonly RunPoint[]) {
    this.log = new CentredLogs(points);
    this.starts = startsOf(meanLog(points.map(({ loss }) => loss)));
  }

  logLoss(run: RunSize, theta: ArrayLike<number>): number {
    const byN = theta[0] - theta[2] * this.log.N(run);
    const byD = theta[1] - this.log.D(run);
    return theta[3] * logSumExp(byN, byD);
  }

  derivatives(run: RunSize, theta: ArrayLike<number>, gradient: Float64Array, hessian: Float64Array): number {
    const logN = this.log.N(run);
    const byN = theta[0] - theta[2] * logN;
    const byD = theta[1] - this.log.D(run);
    const sum = logSumExp(byN, byD);
    const shareN = Math.exp(byN - sum);
    const alpha = theta[3];
    gradient[0] = alpha * shareN;
    gradient[1] = alpha * (1 - shareN);
    gradient[2] = -alpha * shareN * logN;
    gradient[3] = sum;
    fillHessian(hessian, shareN, logN, alpha);
    return alpha * sum;
  }

  parameters(theta: ArrayLike<number>): number[] {
    const [p, d, ratio, alphaD] = [theta[0], theta[1], theta[2], theta[3]];
    return [Math.exp(p / ratio + this.log.meanN), Math.exp(d + this.log.meanD), ratio * alphaD, alphaD];
  }

  refuse(theta: ArrayLike<number>): Refusal | null {
    return refuseRisingLaw('D', theta[3]) ?? refuseRisingLaw('N', theta[2] * theta[3]);
  }

  formula(theta: ArrayLike<number>): string {
    const [scaleN, scaleD] = this.parameters(theta);
    const alphaD = formatExponent(theta[3]);
    if (!isReadable(scaleN) || !isReadable(scaleD)) return this.referredFormula(theta);
    return `L(N, D) = [(${formatNumber(scaleN)} / N)^${formatExponent(theta[2])} + ${formatNumber(scaleD)} / D]^${alphaD}`;
  }

  /** `3.1 · [0.4 · (N / 10⁶)^−0.7 + 0.6 · (D / 10⁹)^−1]^0.002`: the loss at sizes amid the runs, and the share of each term. */
  private referredFormula(theta: ArrayLike<number>): string {
    const [atN, atD] = [this.log.meanN, this.log.meanD].map(referenceSize);
    const run = { parameters: atN.value, tokens: atD.value };
    const byN = theta[0] - theta[2] * this.log.N(run);
    const byD = theta[1] - this.log.D(run);
    const shareN = Math.exp(byN - logSumExp(byN, byD));
    const [N, D] = [referredPower('N', atN.written, theta[2]), referredPower('D', atD.written, 1)];
    const sum = `${formatNumber(shareN)} · ${N} + ${formatNumber(1 - shareN)} · ${D}`;
    return `L(N, D) = ${formatNumber(Math.exp(this.logLoss(run, theta)))} · [${sum}]^${formatExponent(theta[3])}`;
  }
}

/** Second derivatives of α·LSE(p − q·n, d − …) by (p, d, q, α). */
function fillHessian(hessian: Float64Array, shareN: number, logN: number, alpha: number): void {
  const slopes = [1, -1, -logN];
  const curvature = alpha * shareN * (1 - shareN);
  const byAlpha = [shareN, 1 - shareN, -shareN * logN];
  for (let j = 0; j < 3; j++) {
    for (let k = 0; k < 3; k++) hessian[j * 4 + k] = curvature * slopes[j] * slopes[k];
    hessian[j * 4 + 3] = hessian[12 + j] = byAlpha[j];
  }
  hessian[15] = 0;
}

/** A grid for which the law gives the mean log loss at the means of log N and log D, for all exponents. */
function startsOf(meanLogLoss: number): number[][] {
  return EXPONENTS_D.flatMap((alphaD) =>
    RATIOS.flatMap((ratio) =>
      TERM_SHARES.map((share) => {
        const sum = meanLogLoss / alphaD;
        return [sum + Math.log(share), sum + Math.log(1 - share), ratio, alphaD];
      }),
    ),
  );
}
