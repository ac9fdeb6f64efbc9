import { customElement } from 'lit/decorators.js';
import type { ExperimentState } from '../../lab/state/state.ts';
import { ChartElement } from '../chart/chart-element.ts';
import type { ChartView } from '../chart/chart-view.ts';
import { overfitPlot } from '../../charts/plots/overfit-plot.ts';
import { overfitData } from './data/overfit-data.ts';
import { figure, formatLoss, whole } from '../../charts/quantity.ts';
import { lossUnitWords } from '../kit/run-words.ts';
import { lossUnitOf } from '../../lab/runs/loss-unit.ts';

/** Validation loss over passes over parts of the text. It shows where each model starts to overfit, and how much. */
@customElement('overfit-chart')
export class OverfitChart extends ChartElement {
  protected override view({ runs }: ExperimentState): ChartView {
    const unit = lossUnitOf(runs);
    const curves = overfitData(runs);
    return {
      title: 'Overfitting by corpus size',
      summary: `Validation loss over passes over the text: ${
        curves
          .map(
            ({ label, best, end, overfit }) =>
              `${label} least at ${formatLoss(best.loss)} after ${figure(best.epochs)} passes, ${formatLoss(end.loss)} at the end, ${(100 * overfit).toFixed(1)} % above`,
          )
          .join('; ') || 'nothing evaluated yet'
      }.`,
      axes: this.axes,
      drawnFrom: [this.axes, ...runs.flatMap(({ plan, evaluations }) => [plan, evaluations])],
      draw:
        curves.length === 0
          ? null
          : (size) => overfitPlot({ curves, lossUnit: lossUnitWords(runs), axes: this.axes }, size),
      empty: 'The chart appears when the first model has been evaluated.',
      legend:
        'Line: one model on its part of the text, averaged over seeds. Ring: its least loss, where early stopping ends. Right of the ring the model overfits.',
      table: {
        columns: [
          { head: 'Run' },
          { head: 'U', unit: 'distinct tokens' },
          { head: 'Least loss', unit },
          { head: 'Reached after', unit: 'passes' },
          { head: 'Loss at the end', unit },
          { head: 'Overfitting', unit: '%' },
        ],
        rows: curves.map(({ label, uniqueTokens, best, end, overfit }) => [
          label,
          whole(uniqueTokens),
          formatLoss(best.loss),
          figure(best.epochs),
          formatLoss(end.loss),
          (100 * overfit).toFixed(1),
        ]),
      },
    };
  }
}
