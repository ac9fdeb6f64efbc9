import { formatNumber } from '../format-number.ts';
import type { Refusal } from '../refusal.ts';
import type { RunSize, SurfaceForm } from '../regression/form.ts';
import { refuseRisingLaw } from '../regression/refuse-runs.ts';
import type { RunPoint } from '../regression/run-point.ts';
import { mean } from '../stats/mean.ts';

/** The constants of L = [(N_c/N)^(α_N/α_D) + D_c/D]^α_D. */
export type KaplanSymbol = 'N_c' | 'D_c' | 'alpha_N' | 'alpha_D';

const EXPONENTS_D = [0.05, 0.1, 0.3];
/** α_N/α_D. */
const RATIOS = [0.5, 0.8, 1.3];
const TERM_SHARES = [0.2, 0.5, 0.8];

/**
 * L = [(N_c/N)^(α_N/α_D) + D_c/D]^α_D, Kaplan et al. 2020, equation 1.5, as log L = α_D·LSE(p − q·log N, d − log D) with
 * q = α_N/α_D, log N and log D counted from their means over the runs: θ = (p, d, q, α_D).
 */
export class KaplanForm implements SurfaceForm<KaplanSymbol> {
  readonly name = "Kaplan's law";
  readonly symbols = ['N_c', 'D_c', 'alpha_N', 'alpha_D'] as const;
  readonly starts: readonly (readonly number[])[];

  private readonly meanN: number;
  private readonly meanD: number;

  constructor(points: readonly RunPoint[]) {
    this.meanN = mean(points.map(({ parameters }) => Math.log(parameters)));
    this.meanD = mean(points.map(({ tokens }) => Math.log(tokens)));
    this.starts = startsOf(mean(points.map(({ loss }) => Math.log(loss))));
  }

  logLoss({ parameters, tokens }: RunSize, theta: ArrayLike<number>): number {
    const byN = theta[0] - theta[2] * (Math.log(parameters) - this.meanN);
    const byD = theta[1] - (Math.log(tokens) - this.meanD);
    return theta[3] * logSumExp(byN, byD);
  }

  derivatives(
    { parameters, tokens }: RunSize,
    theta: ArrayLike<number>,
    gradient: Float64Array,
    hessian: Float64Array,
  ): number {
    const logN = Math.log(parameters) - this.meanN;
    const byN = theta[0] - theta[2] * logN;
    const byD = theta[1] - (Math.log(tokens) - this.meanD);
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
    return [Math.exp(p / ratio + this.meanN), Math.exp(d + this.meanD), ratio * alphaD, alphaD];
  }

  refuse(theta: ArrayLike<number>): Refusal | null {
    return refuseRisingLaw('D', theta[3]) ?? refuseRisingLaw('N', theta[2] * theta[3]);
  }

  formula(theta: ArrayLike<number>): string {
    const [scaleN, scaleD, , alphaD] = this.parameters(theta).map(formatNumber);
    return `L(N, D) = [(${scaleN} / N)^${formatNumber(theta[2])} + ${scaleD} / D]^${alphaD}`;
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

function logSumExp(x: number, y: number): number {
  const most = Math.max(x, y);
  return most + Math.log(Math.exp(x - most) + Math.exp(y - most));
}

/** A grid on which the middle run has the mean log loss, whatever the exponents. */
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
