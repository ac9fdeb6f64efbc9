import { customElement } from 'lit/decorators.js';
import { delaysPlot } from '../../charts/plots/delays-plot.ts';
import { formatLoss } from '../../charts/quantity.ts';
import { delaySource } from '../../lab/plan/delay-source.ts';
import { lossUnitOf } from '../../lab/runs/loss-unit.ts';
import type { ExperimentState } from '../../lab/state/state.ts';
import { ChartElement } from '../chart/chart-element.ts';
import type { ChartView } from '../chart/chart-view.ts';
import { lossUnitWords } from '../kit/run-words.ts';
import { delayCurves } from './data/delays-data.ts';

/** Loss of each network beyond the delay of its source, over the delay. */
@customElement('delays-chart')
export class DelaysChart extends ChartElement {
  protected override view({ runs }: ExperimentState): ChartView {
    const sources = runs.flatMap(({ settings }) => delaySource(settings.corpus) ?? []);
    const [first] = sources;
    const lags = [...new Set(sources.map(({ lag }) => lag))].toSorted((a, b) => a - b);
    const curves = delayCurves(runs);
    const lossUnit = lossUnitWords(runs);
    const all = curves.flatMap(({ label, means }) => means.map((point) => ({ label, ...point })));
    const said = all.map(({ label, lag, loss }) => `${label} at delay ${lag}: ${formatLoss(loss)}`);
    return {
      title: 'How far back a network remembers',
      summary: `Validation loss in ${lossUnit} beyond the delay, over the delay in symbols. ${said.join('; ') || 'No model has finished yet'}.`,
      drawnFrom: runs.flatMap(({ plan, state }) => [plan, state]),
      draw:
        first === undefined
          ? null
          : (size) => delaysPlot({ curves, lags, known: first.known, blind: first.blind, lossUnit }, size),
      empty: 'No run is trained on a delay source.',
      legend:
        'Each symbol repeats the one that stands the delay before it in 8 of 10 cases. Dot: a model’s loss where that symbol is in the window. Line: the mean of the seeds. Near H, the network remembers; near log V, it does not.',
      table: {
        columns: [
          { head: 'Network' },
          { head: 'Delay', unit: 'symbols' },
          { head: 'Loss beyond it', unit: lossUnitOf(runs) },
          { head: 'Above H', unit: 'nats' },
        ],
        rows: all.map(({ label, lag, loss }) => [
          label,
          String(lag),
          formatLoss(loss),
          (loss - (first?.known ?? NaN)).toFixed(3),
        ]),
      },
    };
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'delays-chart': DelaysChart;
  }
}
