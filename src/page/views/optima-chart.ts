import { customElement } from 'lit/decorators.js';
import type { ExperimentState } from '../../lab/state/state.ts';
import { ChartElement } from '../chart/chart-element.ts';
import type { ChartView } from '../chart/chart-view.ts';
import { optimaPlot } from '../../charts/plots/optima-plot.ts';
import { choice } from '../kit/choice.ts';
import { optimaLines, optimumFits } from './data/optima-data.ts';
import { scientific, short } from '../../charts/quantity.ts';

const OF = { N: 'N_opt', D: 'D_opt' };

/** The best N and D over the compute budget, by each approach. */
@customElement('optima-chart')
export class OptimaChart extends ChartElement {
  protected override view({ analysis }: ExperimentState): ChartView {
    const of = this.chosen('of', ['N', 'D'], 'N');
    const fits = optimumFits(analysis.approaches);
    const lines = optimaLines(fits, of);
    return {
      title: 'Best size over compute',
      choices: [
        choice({
          label: 'of',
          name: 'of',
          values: OF,
          chosen: of,
          choose: (value) => this.choose('of', value),
        }),
      ],
      summary: `${OF[of]} over training compute: ${fits.map(({ name, fit }) => `${name}: ${fit.formula}`).join('; ') || 'no approach has a result yet'}.`,
      axes: this.axes,
      drawnFrom: [analysis, of, this.axes],
      draw:
        lines.length === 0 ? null : (size) => optimaPlot({ of, lines, budget: null, axes: this.axes }, size),
      empty: 'The chart appears when an approach has a result.',
      legend:
        'Line: the power law of an approach. Shade: its 95 % band. Symbols: the best sizes at single budgets.',
      notes: fits.map(({ name, fit }) => `${name}: ${fit.formula}.`),
      table: {
        columns: [
          { head: 'Approach' },
          { head: 'C', unit: 'FLOP' },
          { head: 'N_opt', unit: 'parameters (95 %)' },
          { head: 'D_opt', unit: 'tokens (95 %)' },
        ],
        rows: fits.flatMap(({ name, fit }) =>
          endsOf(fit.optima).map(({ compute, parameters, tokens }) => [
            name,
            scientific(compute),
            interval(parameters),
            interval(tokens),
          ]),
        ),
      },
    };
  }
}

function endsOf<Item>(items: readonly Item[]): Item[] {
  const [first, last] = [items[0], items.at(-1)];
  return first === undefined || last === undefined ? [] : [first, last];
}

function interval({ value, low, high }: { value: number; low: number; high: number }): string {
  if (!Number.isFinite(low) || !Number.isFinite(high)) return `${short(value)} (not determined)`;
  return `${short(value)} (${short(low)} to ${short(high)})`;
}
