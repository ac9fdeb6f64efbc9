import { customElement } from 'lit/decorators.js';
import type { ExperimentState } from '../../lab/state/state.ts';
import { isRefusal } from '../../laws/refusal.ts';
import { ChartElement } from '../chart/chart-element.ts';
import type { ChartView } from '../chart/chart-view.ts';
import { exponentsPlot } from '../../charts/plots/exponents-plot.ts';
import { exponentRows, type ExponentFigures } from './data/exponents-data.ts';
import { figure } from '../../charts/quantity.ts';

/** Exponents a and b by each approach, beside the published ones. */
@customElement('exponents-chart')
export class ExponentsChart extends ChartElement {
  protected override view({ analysis, measured }: ExperimentState): ChartView {
    const table = analysis.approaches?.table ?? [];
    const rows = exponentRows(table);
    const refused = table.flatMap(({ number, exponents }) =>
      isRefusal(exponents) ? [`Approach ${number} has no result: ${exponents.refused}.`] : [],
    );
    return {
      title: 'Exponents a and b',
      summary: `Exponent a of N_opt in proportion to C^a: ${rows.map(({ label, a }) => `${label} ${withInterval(a)}`).join('; ')}.`,
      drawnFrom: [table],
      draw: (size) => exponentsPlot({ rows: rows.map(({ label, own, a }) => ({ label, own, ...a })) }, size),
      legend:
        'Circle: these runs, with 95 % intervals. Diamond: published. The exponent b of D_opt is in the numbers.',
      notes: [
        ...refused,
        'With a decaying learning rate, a curve reaches its best loss only at its end, so approach 1 is less accurate than the others.',
        `Exponents depend on how N is counted${measured === null ? ', and N is small here' : ''}.`,
      ],
      table: {
        columns: [
          { head: 'Source' },
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
