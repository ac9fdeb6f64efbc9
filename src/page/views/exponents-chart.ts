import { customElement } from 'lit/decorators.js';
import type { ExperimentState } from '../../lab/state/state.ts';
import { isRefusal } from '../../laws/refusal.ts';
import { ChartElement } from '../kit/chart-element.ts';
import type { ChartView } from '../kit/chart-view.ts';
import { exponentsPlot } from '../../charts/exponents-plot.ts';
import { exponentRows, type ExponentFigures } from './exponents-data.ts';
import { figure } from '../../charts/quantity.ts';

/** Exponents a and b by each approach, beside the published ones. */
@customElement('exponents-chart')
export class ExponentsChart extends ChartElement {
  protected override view({ analysis }: ExperimentState): ChartView {
    const table = analysis.approaches?.table ?? [];
    const rows = exponentRows(table);
    const refused = table.flatMap(({ number, exponents }) =>
      isRefusal(exponents) ? [`Approach ${number} has no answer: ${exponents.refused}.`] : [],
    );
    return {
      title: 'Exponents a and b',
      summary: `Exponent a of N_opt in proportion to C^a: ${rows.map(({ label, a }) => `${label} ${withInterval(a)}`).join('; ')}.`,
      drawnFrom: [table],
      draw: (size) => exponentsPlot({ rows: rows.map(({ label, own, a }) => ({ label, own, ...a })) }, size),
      legend:
        'Circle: these runs, with 95 % intervals. Diamond: published. b = D_opt’s exponent is in the numbers.',
      notes: [
        ...refused,
        'Curves under a learning rate that decays are at their best only at their ends, so approach 1 is no match for the others there. Exponents move with how N is counted, and this N is small.',
      ],
      table: {
        columns: [
          { head: 'By' },
          { head: 'a', unit: 'N_opt ∝ C^a' },
          { head: 'b', unit: 'D_opt ∝ C^b' },
          { head: 'Intervals' },
        ],
        rows: rows.map(({ label, a, b, intervals }) => [
          label,
          withInterval(a),
          withInterval(b),
          intervals || '–',
        ]),
      },
    };
  }
}

function withInterval({ value, low, high }: ExponentFigures['a']): string {
  const bounds = low === undefined || high === undefined ? '' : ` (${figure(low)} to ${figure(high)})`;
  return `${figure(value)}${bounds}`;
}
