import { customElement } from 'lit/decorators.js';
import { transferPlot } from '../../charts/plots/transfer-plot.ts';
import { formatLoss } from '../../charts/quantity.ts';
import { lossUnitOf } from '../../lab/runs/loss-unit.ts';
import type { ExperimentState } from '../../lab/state/state.ts';
import { ChartElement } from '../chart/chart-element.ts';
import type { ChartView } from '../chart/chart-view.ts';
import { lossUnitWords } from '../kit/run-words.ts';
import { transferCurves } from './data/transfer-data.ts';

/** Loss on other texts over the loss on the own one. */
@customElement('transfer-chart')
export class TransferChart extends ChartElement {
  protected override view({ runs }: ExperimentState): ChartView {
    const unit = lossUnitOf(runs);
    const curves = transferCurves(runs);
    const all = curves.flatMap(({ finals, label: text, path }) => [
      ...finals.map((model) => ({ ...model, text, when: 'at its end' })),
      ...path.map((model) => ({ ...model, text, when: 'in training' })),
    ]);
    const ends = all.filter(({ when }) => when === 'at its end');
    return {
      title: 'Loss on other texts',
      summary: `Loss on other texts over the loss on the own one: ${
        ends
          .map(
            ({ label, other, own, text }) =>
              `${text}, ${label}: ${formatLoss(other)} at ${formatLoss(own)} on its own text`,
          )
          .join('; ') || 'no model has finished yet'
      }.`,
      drawnFrom: runs.flatMap(({ plan, state, evaluations }) => [plan, state, evaluations]),
      draw:
        curves.length === 0 ? null : (size) => transferPlot({ curves, lossUnit: lossUnitWords(runs) }, size),
      empty: 'No run is evaluated on another text.',
      legend:
        'Dot: the models of one size at their end, averaged over seeds; line: least squares through them. Small rings: the largest model in training, from right to left. Dashed: where the loss on the other text equals that on the own one.',
      table: {
        columns: [
          { head: 'Text' },
          { head: 'Model' },
          { head: 'When' },
          { head: 'Own loss', unit },
          { head: 'Loss on the text', unit },
        ],
        rows: all.map(({ label, other, own, text, when }) => [
          text,
          label,
          when,
          formatLoss(own),
          formatLoss(other),
        ]),
      },
    };
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'transfer-chart': TransferChart;
  }
}
