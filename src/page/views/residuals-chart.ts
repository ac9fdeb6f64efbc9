import { customElement } from 'lit/decorators.js';
import type { ExperimentState } from '../../lab/state/state.ts';
import { ChartElement } from '../chart/chart-element.ts';
import type { ChartView } from '../chart/chart-view.ts';
import { residualsPlot } from '../../charts/plots/residuals-plot.ts';
import { formatLoss, percent, short, whole } from '../../charts/quantity.ts';
import { residualsData } from './data/residuals-data.ts';
import { axisFormat, axisLabel } from '../law/law-axis.ts';
import { lossUnitOf } from '../../lab/runs/loss-unit.ts';

/** How far each model's loss is from its law, and which models the fit used. */
@customElement('residuals-chart')
export class ResidualsChart extends ChartElement {
  protected override view({ analysis, fitOptions, runs, shown }: ExperimentState): ChartView {
    const { of, models, law, notes } = residualsData(runs, analysis, shown, fitOptions);
    const unit = lossUnitOf(runs);
    return {
      title: 'Residuals',
      summary: `Loss above or below ${law}: ${models.map(({ label, share }) => `${label} ${percent(share)} %`).join('; ') || 'no law yet'}.`,
      drawnFrom: [analysis, fitOptions, ...runs.map(({ plan }) => plan)],
      draw:
        models.length === 0
          ? null
          : (size) =>
              residualsPlot(
                { residuals: models, xLabel: axisLabel(of, fitOptions.convention), format: axisFormat(of) },
                size,
              ),
      empty: 'The chart appears with the first law.',
      legend: `Stem: how far the loss of a model is above or below ${law}. Filled: the ${models.filter(({ fitted }) => fitted).length} points that the fit used. Hollow: the others.`,
      notes,
      table: {
        columns: [
          { head: 'Model' },
          { head: of },
          { head: 'Loss', unit },
          { head: 'By the law', unit },
          { head: 'Residual', unit: '%' },
          { head: 'In the fit' },
        ],
        rows: models.map((model) => [
          model.label,
          model.x < 1e9 ? whole(model.x) : short(model.x),
          formatLoss(model.loss),
          formatLoss(model.predicted),
          percent(model.share),
          model.fitted ? 'yes' : 'no',
        ]),
      },
    };
  }
}
