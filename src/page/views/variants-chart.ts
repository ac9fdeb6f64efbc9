import { customElement } from 'lit/decorators.js';
import type { ExperimentState } from '../../lab/state/state.ts';
import { ChartElement } from '../chart/chart-element.ts';
import type { ChartView } from '../chart/chart-view.ts';
import { variantsPlot } from '../../charts/plots/variants-plot.ts';
import { formatLoss, whole } from '../../charts/quantity.ts';
import { CLOSE, variantsData } from './data/variants-data.ts';
import { lossUnitWords } from '../kit/run-words.ts';
import { lossUnitOf } from '../../lab/runs/loss-unit.ts';

/** Final loss of each shape or schedule, with its seeds. */
@customElement('variants-chart')
export class VariantsChart extends ChartElement {
  protected override view({ runs }: ExperimentState): ChartView {
    const { variants, spread } = variantsData(runs);
    const lossUnit = lossUnitWords(runs);
    const trained = variants.filter(({ mean }) => mean !== null);
    const seeds = trained.some(({ losses }) => losses.length > 1) ? ' Hollow dots: seeds.' : '';
    return {
      title: 'Loss by variant',
      summary: `Validation loss in ${lossUnit}: ${trained.map(({ label, mean }) => `${label} ${formatLoss(mean ?? NaN)}`).join('; ') || 'nothing trained yet'}.`,
      drawnFrom: runs.flatMap(({ plan, state, evaluations }) => [plan, state, evaluations]),
      draw: variants.length === 0 ? null : (size) => variantsPlot({ variants, close: CLOSE, lossUnit }, size),
      legend: `Filled: the mean.${seeds} Shade: within ${100 * CLOSE} % of the least loss.${spread}`,
      table: {
        columns: [
          { head: 'Variant' },
          { head: 'N', unit: 'parameters' },
          { head: 'Loss', unit: lossUnitOf(runs) },
          { head: 'Above the least', unit: '%' },
          { head: 'Standard error', unit: 'nats' },
        ],
        rows: variants.map(({ label, parameters, mean, over, error }) => [
          label,
          whole(parameters),
          mean === null ? '–' : formatLoss(mean),
          over === null ? '–' : (100 * over).toFixed(1),
          error === null ? '–' : error.toFixed(4),
        ]),
      },
    };
  }
}
