import { dividedTerm } from '../regression/formula-terms.ts';
import { meanLog } from '../stats/mean.ts';
import { fitScalingLaw } from '../power-law/scaling-law.ts';
import type { ScalingLaw } from '../power-law/scaling-law.ts';
import { isRefusal } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';
import type { Estimate, IntervalOptions } from '../stats/interval.ts';
import { fitLine } from '../stats/line.ts';
import { refuseValues } from '../stats/refuse-values.ts';

/** The constants of B_crit = B_* / L^(1/α_B). */
export interface CriticalBatchConstants {
  /** B_crit in tokens at a loss of 1 nat. */
  B_star: number;
  alpha_B: number;
}

/** B_crit in tokens, measured at one loss. */
export interface MeasuredCriticalBatch {
  /** Nats per token. */
  loss: number;
  /** B_crit in tokens. */
  batch: number;
}

/** B_crit(L) fitted to several losses. */
export interface CriticalBatchLaw {
  parameters: CriticalBatchConstants;
  /** The constants with their 95 % intervals. */
  estimates: Record<keyof CriticalBatchConstants, Estimate>;
  /** Log of the measured B_crit over the law's B_crit, ascending in loss. */
  residuals: readonly number[];
  predict(loss: number): number;
  /** 95 % interval of the law, in tokens. */
  band: ScalingLaw['band'];
  /** To three digits. */
  formula: string;
}

const NAME = 'the law of the critical batch size';
const LEAST_POINTS = 3;

/** B_crit in tokens at a loss in nats per token: Kaplan et al. 2020, equation 5.3. */
export function criticalBatchAt({ B_star, alpha_B }: CriticalBatchConstants, loss: number): number {
  return B_star / loss ** (1 / alpha_B);
}

/**
 * Fits B_crit = B_* / L^(1/α_B), Kaplan et al. 2020, equation 5.3, to log B_crit by least squares: a straight line in
 * log L. Every loss has the same weight. Intervals assume that measurements are independent; if all of them come from
 * the same curves, the intervals are too narrow. Refuses fewer than three losses, and a B_crit that does not rise as
 * the loss falls.
 */
export function fitCriticalBatchLaw(
  points: readonly MeasuredCriticalBatch[],
  { replicates = 1000, seed = 1 }: IntervalOptions = {},
): CriticalBatchLaw | Refusal {
  const refusal = refusePoints(points);
  if (refusal) return refusal;
  // A pure power law in x = L, whose value is B_crit.
  const fit = fitScalingLaw(
    points.map(({ loss, batch }) => ({ x: loss, loss: batch })),
    { floor: 'never', criterion: 'squares', replicates, seed },
  );
  return isRefusal(fit) ? fit : describe(fit);
}

function describe({ law, intervals, band }: ScalingLaw): CriticalBatchLaw {
  const logMean = meanLog(law.points.map(({ x }) => x));
  const parameters = { B_star: law.predict(1), alpha_B: 1 / law.exponent };
  const { low, high } = intervals.exponent;
  return {
    parameters,
    estimates: {
      B_star: { value: parameters.B_star, ...band(1) },
      alpha_B: { value: parameters.alpha_B, low: 1 / high, high: low > 0 ? 1 / low : Infinity },
    },
    residuals: law.residuals,
    predict: law.predict,
    band,
    formula: `B_crit(L) = ${dividedTerm({ symbol: 'L', exponent: law.exponent, logTerm: Math.log(law.predict(Math.exp(logMean))), logMean })}`,
  };
}

function refusePoints(points: readonly MeasuredCriticalBatch[]): Refusal | null {
  const losses = points.map(({ loss }) => loss);
  const batches = points.map(({ batch }) => batch);
  const refusal = refuseValues({ loss: losses, 'critical batch size': batches });
  if (refusal) return refusal;
  const distinct = new Set(losses).size;
  if (distinct < LEAST_POINTS)
    return { refused: `${NAME} needs at least ${LEAST_POINTS} losses: ${distinct}` };
  const { slope } = fitLine(losses.map(Math.log), batches.map(Math.log));
  if (slope < 0) return null;
  return {
    refused: `the critical batch size must rise as the loss falls: it goes as L to the power ${slope.toPrecision(2)}`,
  };
}
