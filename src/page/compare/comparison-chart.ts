import { customElement } from 'lit/decorators.js';
import { scalingPlot } from '../../charts/plots/scaling-plot.ts';
import { formatLoss, scientific, short } from '../../charts/quantity.ts';
import type { MadeComparison } from '../../lab/comparison/comparison.ts';
import type { ExperimentState } from '../../lab/state/state.ts';
import { isRefusal } from '../../laws/refusal.ts';
import { ChartElement } from '../chart/chart-element.ts';
import type { ChartView } from '../chart/chart-view.ts';
import { comparisonPlot } from './comparison-plot.ts';
import { exponentWords } from './comparison-words.ts';

/** Loss against size of several saved experiments in one plot. */
@customElement('comparison-chart')
export class ComparisonChart extends ChartElement {
  protected override view({ comparison, lossView }: ExperimentState): ChartView {
    const { made } = comparison;
    if (made === null || isRefusal(made)) return NOTHING;
    const plot = comparisonPlot(made);
    return {
      title: 'Experiments compared',
      axes: lossView.axes,
      summary: summaryOf(made),
      drawnFrom: [made, lossView.axes],
      draw: (size) => scalingPlot({ ...plot, axes: lossView.axes }, size),
      legend:
        'Dot: a trained model (hollow: not in the fit). Line: the law of its experiment, dashed outside its points. Shade: its 95 % band. All laws are fitted alike.',
      table: {
        columns: [
          { head: 'Model' },
          { head: made.of },
          { head: 'Loss', unit: made.unit },
          { head: 'In the fit' },
        ],
        rows: plot.dots.map(({ fitted, label = '', loss, x }) => [
          label,
          made.of === 'C' ? scientific(x) : short(x),
          formatLoss(loss),
          fitted ? 'yes' : 'no',
        ]),
      },
    };
  }
}

const NOTHING: ChartView = {
  title: 'Experiments compared',
  summary: '',
  drawnFrom: [],
  draw: null,
  empty: 'Choose two experiments.',
  legend: '',
  table: null,
};

function summaryOf({ experiments, unit }: MadeComparison): string {
  const each = experiments.map(
    (experiment) =>
      `${experiment.name}: ${experiment.runs.length} runs, exponent ${exponentWords(experiment)}.`,
  );
  return `Loss in ${unit.replace('/', ' per ')} against size. ${each.join(' ')}`;
}

declare global {
  interface HTMLElementTagNameMap {
    'comparison-chart': ComparisonChart;
  }
}
