import type { GridAnalysis } from '../../laws/analysis/analyse-grid.ts';
import type { EfficientTraining } from '../../laws/analysis/efficient-training.ts';
import { meetingOf } from '../../laws/batch-size/compute-data-meeting.ts';
import { lossAboveConverged } from '../../laws/batch-size/compute-efficient.ts';
import { formatEstimate } from '../../laws/format-number.ts';
import { KAPLAN_COMPUTE, KAPLAN_OPTIMA, KAPLAN_STEPS } from '../../laws/published/kaplan-2020.ts';
import { isRefusal, type Refusal } from '../../laws/refusal.ts';
import type { Estimate } from '../../laws/stats/interval.ts';
import { figure, formatLoss, scientific, tenths, whole } from '../../charts/quantity.ts';
import type { NumbersTable } from '../kit/numbers-table.ts';

/** What compute-efficient training is by this sweep, in sentences. */
export function efficientWords(
  { aboveConverged, exponents, formula, gain }: EfficientTraining,
  stepTokens: number,
): string[] {
  const { parameters, tokens } = exponents;
  return [
    `${formula}, C in FLOP. Kaplan et al. 2020: L = (2.3 × 10⁸ / C_min)^0.050, C_min in PF-days.`,
    `Ten times the compute is best spent on ${tenfold(parameters.value)} times the parameters and ${tenfold(tokens.value)} times the tokens; by Kaplan et al. on ${tenfold(KAPLAN_OPTIMA.parameters.exponent)} and ${tenfold(KAPLAN_OPTIMA.tokens.exponent)} times.`,
    `Convergence is inefficient: the least compute for a loss stops ${share(aboveConverged.value)} % above the loss to which the model would converge (α_N/α_S), by Kaplan et al. ${share(lossAboveConverged(KAPLAN_STEPS))} %. Against training that stops 2 % above it, the same loss takes ${figure(gain.parameters)} times the parameters, ${part(gain.steps)} of the steps and ${part(gain.compute)} of the compute.`,
    `It is assumed that every run keeps batches of ${whole(stepTokens)} tokens: S stands for S_min, C is 6·N·B·S, and the exponents of D and S are equal. Kaplan et al. let the batch grow with the critical one. The learning rate falls along each curve, so that a run that stops early would do better than its curve.`,
  ];
}

/** The exponents of this sweep beside those of Kaplan et al. 2020. */
export function efficientTable({ aboveConverged, exponents }: EfficientTraining): NumbersTable {
  const row = (name: string, estimate: Estimate, published: number) => [
    name,
    interval(estimate),
    figure(published),
  ];
  return {
    columns: [{ head: 'Law' }, { head: 'Here', unit: 'exponent (95 %)' }, { head: 'Kaplan 2020' }],
    rows: [
      row('N_opt ∝ C^p', exponents.parameters, KAPLAN_OPTIMA.parameters.exponent),
      ['B ∝ C^p', '0 (kept)', figure(KAPLAN_OPTIMA.batch.exponent)],
      row('S_min ∝ C^p', exponents.steps, KAPLAN_OPTIMA.steps.exponent),
      row('D ∝ C^p', exponents.tokens, KAPLAN_OPTIMA.tokens.exponent),
      row('L ∝ C^−p', exponents.loss, KAPLAN_COMPUTE.alpha_C),
      row('α_N/α_S', aboveConverged, lossAboveConverged(KAPLAN_STEPS)),
    ],
  };
}

/**
 * Where L(C) would meet L(D) by this sweep's own constants. Empty if no fit asks for L(N, D); a sentence with the reason
 * if there is no such point.
 */
export function meetingWords(
  efficient: EfficientTraining,
  grid: GridAnalysis | Refusal | undefined,
): string[] {
  if (grid === undefined) return [];
  if (isRefusal(grid))
    return [`Where L(C) meets L(D) is not known, because L(N, D) is not fitted: ${grid.refused}.`];
  const { D_c, alpha_D } = grid.constants;
  const met = meetingOf(efficient.law, { D_c: D_c.value, alpha_D: alpha_D.value }, efficient.tokens);
  if (isRefusal(met)) return [`${met.refused}.`];
  return [
    `L(C) meets L(D) = (D_c / D)^α_D at ${scientific(met.compute)} FLOP, ${scientific(met.tokens)} tokens and ${formatLoss(met.loss)} nats, by the constants of L(N, S_min) and L(N, D) of these runs. One of the two laws must break down before. ${distanceWords(efficient, met.compute)} Small errors of the exponents move it by orders of magnitude. Kaplan et al. 2020: about 10⁴ PF-days, 10¹² tokens, 1.7 nats.`,
  ];
}

function distanceWords({ samples }: EfficientTraining, compute: number): string {
  const most = samples[samples.length - 1].x;
  return compute > most
    ? `The point lies at ${tenths(compute / most)} times the largest compute of these runs.`
    : 'The point lies within the compute of these runs.';
}

function tenfold(exponent: number): string {
  return figure(10 ** exponent);
}

/** `0.35`, or that it is less than a thousandth. */
function part(value: number): string {
  return value < 1e-3 ? 'less than 0.001' : figure(value);
}

function share(value: number): string {
  return figure(100 * value);
}

function interval(estimate: Estimate): string {
  const [value, low, high] = formatEstimate(estimate, figure);
  return `${value} (${low} to ${high})`;
}
