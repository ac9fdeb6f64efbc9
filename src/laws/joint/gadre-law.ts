import { formatExponent, formatNumber } from '../format-number.ts';
import type { Refusal } from '../refusal.ts';
import { isReadable, referredTerm } from '../regression/formula-terms.ts';
import { fitForm } from '../regression/fit-form.ts';
import type { FittedLaw, FitFormOptions } from '../regression/fit-form.ts';
import type { RunSize, LawForm } from '../regression/form.ts';
import { refuseJointRuns, refuseRisingLaw } from '../regression/refuse-runs.ts';
import { inOrder } from '../regression/run-point.ts';
import type { RunPoint } from '../regression/run-point.ts';
import { CentredLogs } from './centred-logs.ts';
import { startGrid } from './start-grid.ts';

const NAME = "Gadre's law";
const PARAMETERS = 4;
const LEAST_VALUES = 2;

/**
 * Fits L = E + a·N^−h + b·6^(−h/2)·(M·N)^−h, M = D/N, to losses: Chinchilla's law with one exponent for N and D. Five
 * runs determine it (Gadre et al. 2024, who fit `plain-squares`). Refuses runs that do not determine it. Five runs
 * leave one degree of freedom for the noise: their intervals are correct but wide.
 */
export function fitGadreLaw(
  points: readonly RunPoint[],
  options?: FitFormOptions,
): FittedLaw<GadreSymbol> | Refusal {
  const refusal = refuseJointRuns(points, NAME, PARAMETERS, LEAST_VALUES);
  if (refusal) return refusal;
  const ordered = inOrder(points);
  return fitForm(new GadreForm(ordered), ordered, options);
}

/** The constants of L = E + a·N^−h + b·6^(−h/2)·(M·N)^−h. */
export type GadreSymbol = 'E' | 'a' | 'b' | 'h';

/** Values of h from which the search starts. */
const EXPONENTS = [0.1, 0.3, 0.6];
/** Shares of the smallest loss that the search starts E from. */
const FLOOR_SHARES = [0.1, 0.5, 0.9];

/**
 * L = E + a·N^−h + b·6^(−h/2)·(M·N)^−h with M = D/N tokens per parameter, so that the last term falls with D: Gadre et
 * al. 2024, equation 4, in N and M as in their code. As log L = LSE(p − h·log N, q − h·log D, e), with log N and log D
 * counted from their means over the runs: θ = (p, q, e, h).
 */
export class GadreForm implements LawForm<GadreSymbol> {
  readonly name = NAME;
  readonly symbols = ['E', 'a', 'b', 'h'] as const;
  readonly starts: readonly (readonly number[])[];

  private readonly log: CentredLogs;

  constructor(points: readonly RunPoint[]) {
    this.log = new CentredLogs(points);
    const terms = startGrid(
      points.map(({ loss }) => loss),
      FLOOR_SHARES,
    );
    this.starts = terms.flatMap((start) => EXPONENTS.map((h) => [...start, h]));
  }

  logLoss(run: RunSize, theta: ArrayLike<number>): number {
    const byN = theta[0] - theta[3] * this.log.N(run);
    const byD = theta[1] - theta[3] * this.log.D(run);
    return Math.log(Math.exp(byN) + Math.exp(byD) + Math.exp(theta[2]));
  }

  derivatives(run: RunSize, theta: ArrayLike<number>, gradient: Float64Array, hessian: Float64Array): number {
    const logN = this.log.N(run);
    const logD = this.log.D(run);
    const terms = [theta[0] - theta[3] * logN, theta[1] - theta[3] * logD, theta[2]].map(Math.exp);
    const loss = terms[0] + terms[1] + terms[2];
    const shares = terms.map((term) => term / loss);
    gradient.set(shares);
    gradient[3] = -shares[0] * logN - shares[1] * logD;
    for (let j = 0; j < 4; j++) for (let k = 0; k < 4; k++) hessian[j * 4 + k] = -gradient[j] * gradient[k];
    for (let j = 0; j < 3; j++) hessian[j * 5] += shares[j];
    hessian[3] -= shares[0] * logN;
    hessian[12] -= shares[0] * logN;
    hessian[7] -= shares[1] * logD;
    hessian[13] -= shares[1] * logD;
    hessian[15] += shares[0] * logN * logN + shares[1] * logD * logD;
    return Math.log(loss);
  }

  parameters(theta: ArrayLike<number>): number[] {
    const h = theta[3];
    const a = theta[0] + h * this.log.meanN;
    const b = theta[1] + h * (this.log.meanD + Math.log(6) / 2);
    return [Math.exp(theta[2]), Math.exp(a), Math.exp(b), h];
  }

  refuse(theta: ArrayLike<number>): Refusal | null {
    return refuseRisingLaw('N', theta[3]);
  }

  formula(theta: ArrayLike<number>): string {
    const [E, a, b] = this.parameters(theta);
    const exponent = theta[3];
    const power = formatExponent(-exponent);
    const byN = { symbol: 'N', exponent, logTerm: theta[0], logMean: this.log.meanN };
    const byD = { symbol: 'M·N', exponent, logTerm: theta[1], logMean: this.log.meanD };
    const first = isReadable(a) ? `${formatNumber(a)} · N^${power}` : referredTerm(byN);
    const second = isReadable(b)
      ? `${formatNumber(b)} · 6^(${power.replace(/[()]/g, '')}/2) · (M·N)^${power}`
      : referredTerm(byD);
    return `L(N, M) = ${formatNumber(E)} + ${first} + ${second}`;
  }
}
