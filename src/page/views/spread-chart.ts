import { customElement } from 'lit/decorators.js';
import type { ExperimentState } from '../../lab/state/state.ts';
import type { Run } from '../../lab/runs/run.ts';
import type { RunDynamics } from '../../laws/analysis/analyse-dynamics.ts';
import { isRefusal } from '../../laws/refusal.ts';
import { ChartElement } from '../chart/chart-element.ts';
import type { ChartView } from '../chart/chart-view.ts';
import { spreadPlot, type SpreadCurve } from '../../charts/plots/spread-plot.ts';
import { formatLoss } from '../../charts/quantity.ts';
import { legendEntries } from '../kit/legend-entries.ts';
import { lossUnitOf } from '../../lab/runs/loss-unit.ts';

/** How much runs differ during training, by the seed of the weights and by the seed of the data order. */
@customElement('spread-chart')
export class SpreadChart extends ChartElement {
  protected override view({ analysis, runs }: ExperimentState): ChartView {
    const { dynamics = [] } = analysis;
    const entryOf = legendEntries(runs);
    const ends = dynamics.flatMap(({ ends: end, run, seeds }) =>
      isRefusal(end) ? [] : [{ label: entryOf(run).label, seeds, ...end }],
    );
    const curves = spreadCurves(dynamics, runs);
    return {
      title: 'Spread over seeds',
      summary: `Standard deviation of the training loss over seeds. Of the validation loss at the end: ${ends.map(({ label, deviation, seeds }) => `${label} ${deviation.toFixed(4)} nats over ${seeds} seeds`).join('; ') || 'not known yet'}.`,
      axes: this.axes,
      drawnFrom: [analysis.dynamics, this.axes],
      draw: curves.length === 0 ? null : (size) => spreadPlot({ curves, axes: this.axes }, size),
      empty: 'The chart appears when the first run has finished.',
      legend:
        'weights: the same order of the data, different initial weights. order: the same weights, different orders of the data. Losses are smoothed over 10 % of the steps, because single steps also differ by their batches.',
      table: {
        columns: [
          { head: 'Seeds of' },
          { head: 'Seeds' },
          { head: 'Mean loss', unit: `${lossUnitOf(runs)}, validation` },
          { head: 'Standard deviation', unit: 'nats' },
        ],
        rows: ends.map(({ label, seeds, mean, deviation }) => [
          label,
          String(seeds),
          formatLoss(mean),
          deviation.toFixed(4),
        ]),
      },
    };
  }
}

function spreadCurves(dynamics: readonly RunDynamics[], runs: readonly Run[]): SpreadCurve[] {
  const entryOf = legendEntries(runs);
  return dynamics.flatMap(({ run, spread }) => {
    if (isRefusal(spread)) return [];
    const points = spread.filter(({ deviation }) => deviation > 0);
    return points.length === 0 ? [] : [{ ...entryOf(run), run, points: [...points] }];
  });
}
