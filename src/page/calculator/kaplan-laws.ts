import { html, type TemplateResult } from 'lit';
import { lossAboveConverged, stoppingGain } from '../../laws/batch-size/compute-efficient.ts';
import { KAPLAN_MEETING, KAPLAN_STEPS } from '../../laws/published/kaplan-2020.ts';
import { kaplanFigures, kaplanMeeting, type KaplanFigure } from '../../laws/published/kaplan-optimum.ts';
import { isRefusal } from '../../laws/refusal.ts';
import { figure, formatLoss, powerOfTen, tenths } from '../../charts/quantity.ts';
import { numbersTable } from '../kit/numbers-table.ts';

const LAWS: Record<KaplanFigure['of'], { law: string; unit: string }> = {
  parameters: { law: 'N_opt = 1.3 × 10⁹ · C^0.73', unit: 'parameters' },
  batch: { law: 'B = 2 × 10⁶ · C^0.24', unit: 'tokens' },
  steps: { law: 'S_min = 5,400 · C^0.03', unit: 'steps' },
  tokens: { law: 'D = 2 × 10¹⁰ · C^0.27', unit: 'tokens' },
  loss: { law: 'L = (2.3 × 10⁸ / C)^0.050', unit: 'nats' },
};

const NEARLY_CONVERGED = 0.02;

/** The laws of compute-efficient training of Kaplan et al. 2020 at a budget in FLOPs. */
export function kaplanLaws(flops: number): TemplateResult {
  return html`<h3>Compute-efficient training by Kaplan</h3>
    <p class="small soft">
      Kaplan et al. 2020, table 6 and figure 13, with C_min in PF-days. Their own L(N, S_min) and B_crit(L)
      give about the same losses, with fewer parameters and more steps. D is printed for training at the
      critical batch, which costs twice C_min.
    </p>
    ${numbersTable(
      {
        columns: [
          { head: 'Law' },
          { head: 'At this budget', unit: 'as printed' },
          { head: 'At this budget', unit: 'by L(N, S_min), B_crit' },
          { head: 'Times, at 10·C', unit: 'as printed' },
          { head: 'Times, at 10·C', unit: 'by L(N, S_min), B_crit' },
        ],
        rows: kaplanFigures(flops).map((row) => [
          LAWS[row.of].law,
          value(row, row.printed),
          value(row, row.derived),
          figure(10 ** row.exponent),
          figure(10 ** row.derivedExponent),
        ]),
      },
      'Laws of Kaplan et al. 2020',
    )}
    ${convergence()} ${meeting()}`;
}

function value({ of }: KaplanFigure, number: number): string {
  return `${of === 'loss' ? formatLoss(number) : tenths(number)} ${LAWS[of].unit}`;
}

function convergence(): TemplateResult {
  const { compute, parameters, steps } = stoppingGain(KAPLAN_STEPS, NEARLY_CONVERGED);
  return html`<p class="small soft">
    Convergence is inefficient: the least compute for a loss stops
    ${figure(100 * lossAboveConverged(KAPLAN_STEPS))} % above the loss to which the model would converge
    (α_N/α_S). Against training that stops 2 % above it, the same loss takes ${figure(parameters)} times the
    parameters, ${figure(steps)} of the steps and ${figure(compute)} of the compute.
  </p>`;
}

/** Where L(C_min) meets L(D). */
function meeting(): TemplateResult {
  const { compute, loss, parameters, tokens } = KAPLAN_MEETING;
  const met = kaplanMeeting();
  const ours = isRefusal(met)
    ? met.refused
    : `${tenths(met.compute)} PF-days, N ${tenths(met.parameters)}, D ${tenths(met.tokens)} tokens, ${figure(met.loss)} nats`;
  return html`<p class="small soft">
    L(C_min) falls faster than L(D) at the tokens that such training reads. Beyond the point where they meet,
    one of the two laws must break down. By the printed constants: ${ours}. Kaplan et al. 2020, section 6.3:
    about ${powerOfTen(compute)} PF-days, N ${powerOfTen(parameters)}, D ${powerOfTen(tokens)} tokens,
    ${figure(loss)} nats, uncertain by a factor of ten either way.
  </p>`;
}
