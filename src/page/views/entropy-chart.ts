import { customElement } from 'lit/decorators.js';
import { nothing } from 'lit';
import { CORPUS_TITLES } from '../../lab/plan/corpora.ts';
import type { ExperimentState } from '../../lab/state/state.ts';
import { ChartElement } from '../chart/chart-element.ts';
import type { ChartView } from '../chart/chart-view.ts';
import { entropyPlot } from '../../charts/plots/entropy-plot.ts';
import { choice } from '../kit/choice.ts';
import { entropySources, type EntropyFigures } from './data/entropy-data.ts';
import { formatLoss, whole } from '../../charts/quantity.ts';
import { lossUnitOf } from '../../lab/runs/loss-unit.ts';
import { seriesLabel } from '../kit/run-styles.ts';

/** Loss on sources of known entropy, split into the entropy of the source and the KL divergence of the model. */
@customElement('entropy-chart')
export class EntropyChart extends ChartElement {
  protected override view(lab: ExperimentState): ChartView {
    const { analysis, fitOptions, runs } = lab;
    const sources = entropySources(runs, analysis, fitOptions.convention);
    const first =
      sources.find(({ plot }) => plot.law !== null) ?? sources.find(({ fitted }) => fitted) ?? sources[0];
    const names = sources.map(({ series }) => series);
    const chosen = this.chosen('source', names, first?.series ?? '');
    const source = sources.find(({ series }) => series === chosen) ?? first;
    if (source === undefined) return { ...EMPTY };
    const unit = lossUnitOf(runs.filter(({ settings }) => settings.series === source.series));
    return {
      title: 'Entropy and divergence',
      choices: [this.#sourceChoice(sources, source)],
      summary: summaryOf(source),
      drawnFrom: [
        analysis,
        fitOptions,
        source.series,
        ...runs.flatMap(({ plan, state: phase, fitted }) => [plan, phase, fitted]),
      ],
      draw: (size) => entropyPlot(source.plot, size),
      legend: `Green line: the source’s entropy H. No model can get below it. Stem and figure: KL, what the model has not learned. ${floorLegend(source)}`,
      notes: source.notes,
      table: {
        columns: [
          { head: 'Model' },
          { head: 'N', unit: 'parameters' },
          { head: 'Loss', unit },
          { head: 'H', unit },
          { head: 'KL', unit },
        ],
        rows: source.rows.map(({ label, x, loss }) => [
          label,
          whole(x),
          formatLoss(loss),
          source.plot.entropy.low.toFixed(4),
          (loss - source.plot.entropy.low).toFixed(4),
        ]),
      },
    };
  }

  #sourceChoice(sources: readonly EntropyFigures[], { series }: EntropyFigures) {
    if (sources.length < 2) return nothing;
    return choice({
      label: 'source',
      name: 'source',
      values: Object.fromEntries(sources.map((source) => [source.series, seriesLabel(source.series)])),
      chosen: series,
      choose: (value) => this.choose('source', value),
    });
  }
}

const EMPTY: ChartView = {
  title: 'Entropy and divergence',
  summary: '',
  drawnFrom: [],
  draw: null,
  empty: 'No run is trained on a source of known entropy.',
  legend: '',
  table: null,
};

function summaryOf({ series, plot, rows }: EntropyFigures): string {
  const { entropy, floor } = plot;
  const models = rows.map((row) => `${row.label} at ${formatLoss(row.loss)}`).join('; ');
  const fitted =
    floor === null
      ? ''
      : ` Fitted floor ${formatLoss(floor.value)} (${formatLoss(floor.low)} to ${formatLoss(floor.high)}).`;
  return `${CORPUS_TITLES[series] ?? series}: entropy H = ${entropy.low.toFixed(4)} ${plot.lossUnit}; ${models || 'no model finished yet'}.${fitted}`;
}

function floorLegend({ plot }: EntropyFigures): string {
  return plot.floor === null
    ? ''
    : 'Line through the models: the law. Diamond at the right: its fitted floor E with the 95 % interval.';
}
