import { formatExponent, formatNumber } from '../format-number.ts';
import type { Refusal } from '../refusal.ts';
import { fitForm } from '../regression/fit-form.ts';
import type { FittedLaw, FitFormOptions } from '../regression/fit-form.ts';
import type { RunSize, LawForm } from '../regression/form.ts';
import { refuseFewRuns, refuseRuns } from '../regression/refuse-runs.ts';
import { inOrder } from '../regression/run-point.ts';
import type { RunPoint } from '../regression/run-point.ts';
import { parametersForTokens } from './optimal-allocation.ts';
import type { ChinchillaConstants } from './optimal-allocation.ts';

const NAME = 'the data-constrained law';
const PARAMETERS = 2;

/** Muennighoff et al. 2023, appendix A, for their runs on C4. */
export const MUENNIGHOFF_C4: ChinchillaConstants = {
  E: Math.exp(0.6254804),
  A: Math.exp(6.255414),
  B: Math.exp(7.3049974),
  alpha: 0.3526596,
  beta: 0.3526596,
};

/**
 * Fits R_D* and R_N*, which say how fast repeated tokens and excess parameters lose their value, to log losses of runs
 * that state their unique tokens. Refuses runs if none of them repeats tokens.
 *
 * @param base the law of runs without repetition, which was fitted first
 */
export function fitDataConstrainedLaw(
  points: readonly RunPoint[],
  base: ChinchillaConstants,
  options?: FitFormOptions,
): FittedLaw<DataConstrainedSymbol> | Refusal {
  const refusal = refuseRuns(points) ?? refuseFewRuns(points, NAME, PARAMETERS) ?? refuseSinglePasses(points);
  if (refusal) return refusal;
  return fitForm(new DataConstrainedForm(base), inOrder(points), options);
}

function refuseSinglePasses(points: readonly RunPoint[]): Refusal | null {
  const repeated = points.some(({ tokens, uniqueTokens = tokens }) => tokens > uniqueTokens);
  return repeated ? null : { refused: `${NAME} needs runs that repeat their tokens: none does` };
}

/**
 * R_D* and R_N*: the number of repetitions of data, and of excess parameters, after which their value has decayed to
 * 1/e.
 */
export type DataConstrainedSymbol = 'R_D' | 'R_N';

/** Values of R_D* and of R_N* that the search starts from. */
const DECAYS = [1, 5, 25, 125];

/**
 * L = E + A/N'^α + B/D'^β with D' = U·(1 + R_D*·(1 − e^(−R/R_D*))), where R = D/U − 1 is how often the U tokens are
 * repeated. N' is computed in the same way from the N that is optimal for U tokens and the excess over it: Muennighoff
 * et al. 2023, equations 5 and 6 and appendix A. E, A, B, α and β are given; θ = (log R_D*, log R_N*).
 */
export class DataConstrainedForm implements LawForm<DataConstrainedSymbol> {
  readonly name = NAME;
  readonly symbols = ['R_D', 'R_N'] as const;
  readonly starts = DECAYS.flatMap((data) => DECAYS.map((size) => [Math.log(data), Math.log(size)]));

  private readonly base: ChinchillaConstants;

  constructor(base: ChinchillaConstants) {
    this.base = base;
  }

  logLoss(run: RunSize, theta: ArrayLike<number>): number {
    const { E, A, B, alpha, beta } = this.base;
    const { sizes, tokens } = this.split(run);
    const N = sizes.first * worth(sizes.repetitions, Math.exp(theta[1]));
    const D = tokens.first * worth(tokens.repetitions, Math.exp(theta[0]));
    return Math.log(E + A / N ** alpha + B / D ** beta);
  }

  derivatives(run: RunSize, theta: ArrayLike<number>, gradient: Float64Array, hessian: Float64Array): number {
    const { E, A, B, alpha, beta } = this.base;
    const { sizes, tokens } = this.split(run);
    const byN = termDerivatives(A, alpha, sizes, Math.exp(theta[1]));
    const byD = termDerivatives(B, beta, tokens, Math.exp(theta[0]));
    const loss = E + byN.value + byD.value;
    gradient[0] = byD.slope / loss;
    gradient[1] = byN.slope / loss;
    hessian[0] = byD.curvature / loss - gradient[0] ** 2;
    hessian[1] = hessian[2] = -gradient[0] * gradient[1];
    hessian[3] = byN.curvature / loss - gradient[1] ** 2;
    return Math.log(loss);
  }

  parameters(theta: ArrayLike<number>): number[] {
    return [Math.exp(theta[0]), Math.exp(theta[1])];
  }

  refuse(): Refusal | null {
    return null;
  }

  formula(theta: ArrayLike<number>): string {
    const [data, size] = this.parameters(theta).map(formatNumber);
    const { E, A, B, alpha, beta } = this.base;
    const term = (factor: number, symbol: string, exponent: number) =>
      `${formatNumber(factor)} / ${symbol}'^${formatExponent(exponent)}`;
    return `L(N, D, U) = ${formatNumber(E)} + ${term(A, 'N', alpha)} + ${term(B, 'D', beta)}, R_D* = ${data}, R_N* = ${size}`;
  }

  /** Parameters and tokens, each as a first pass and its repetitions. */
  private split({ parameters, tokens, uniqueTokens = tokens }: RunSize): {
    sizes: Repeated;
    tokens: Repeated;
  } {
    const unique = Math.min(uniqueTokens, tokens);
    const optimal = Math.min(parametersForTokens(this.base, unique), parameters);
    return {
      sizes: { first: optimal, repetitions: parameters / optimal - 1 },
      tokens: { first: unique, repetitions: tokens / unique - 1 },
    };
  }
}

interface Repeated {
  first: number;
  repetitions: number;
}

/** 1 + R*·(1 − e^(−R/R*)): the value of a first pass and R repetitions, in units of a first pass. */
function worth(repetitions: number, decay: number): number {
  return 1 - decay * Math.expm1(-repetitions / decay);
}

/** A term scale/(first·worth)^exponent with its first and second derivative by log R*. */
function termDerivatives(scale: number, exponent: number, { first, repetitions }: Repeated, decay: number) {
  const ratio = repetitions / decay;
  const rest = Math.exp(-ratio);
  const whole = worth(repetitions, decay);
  const value = scale / (first * whole) ** exponent;
  const rise = (decay * (-Math.expm1(-ratio) - ratio * rest)) / whole;
  const bend = (decay * (-Math.expm1(-ratio) - ratio * rest - ratio * ratio * rest)) / whole;
  return {
    value,
    slope: -exponent * value * rise,
    curvature: exponent * value * ((exponent + 1) * rise * rise - bend),
  };
}
