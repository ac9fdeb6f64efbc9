import { nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { residualsPlot } from '../../charts/plots/residuals-plot.ts';
import { formatLoss, percent } from '../../charts/quantity.ts';
import { measuredFits } from '../../lab/imported/measured-fits.ts';
import { measuredPredictions, type MeasuredPredictions } from '../../lab/imported/measured-predictions.ts';
import { lossUnitOfTable, type MeasuredTable, type Quantity } from '../../lab/imported/measured-run.ts';
import type { ExperimentState } from '../../lab/state/state.ts';
import { mean } from '../../laws/stats/mean.ts';
import { ChartElement } from '../chart/chart-element.ts';
import type { ChartView } from '../chart/chart-view.ts';
import { choice } from '../kit/choice.ts';
import { measuredAxis, measuredTick, sizeWords } from '../kit/measured-words.ts';
import { measuredDots } from './data/measured-data.ts';
import { NO_TABLE } from './no-table.ts';

/** How far the loss of each of somebody's runs is from the stated law. */
@customElement('measured-residuals-chart')
export class MeasuredResidualsChart extends ChartElement {
  protected override view({ analysis, measured }: ExperimentState): ChartView {
    if (measured === null) return NO_TABLE;
    const predictions = measuredPredictions(measured, analysis);
    const axes = measuredFits(measured).laws;
    const of = this.chosen('of', axes, axes[0] ?? 'N');
    const residuals = residualsOf(measured, predictions, of);
    const { law } = predictions;
    const unit = lossUnitOfTable(measured);
    return {
      title: 'Residuals',
      choices: [this.#axisChoice(axes, of)],
      summary: `Loss above or below ${law}: ${spreadWords(residuals)}`,
      drawnFrom: [analysis, measured, of],
      draw:
        residuals.length === 0
          ? null
          : (size) =>
              residualsPlot(
                { residuals, xLabel: measuredAxis(measured, of), format: measuredTick(of) },
                size,
              ),
      empty: 'The chart appears with the first law.',
      legend: `Stem: how far the loss of a run is above or below ${law}. Filled: the runs that the fit used. Hollow: the others.`,
      notes: [spreadWords(residuals)],
      table: {
        columns: [
          { head: 'Run' },
          { head: of },
          { head: 'Loss', unit },
          { head: 'By the law', unit },
          { head: 'Residual', unit: '%' },
          { head: 'In the fit' },
        ],
        rows: residuals.map((run) => [
          run.label,
          sizeWords(run.x, of),
          formatLoss(run.loss),
          formatLoss(run.predicted),
          percent(run.share),
          run.fitted ? 'yes' : 'no',
        ]),
      },
    };
  }

  #axisChoice(axes: readonly Quantity[], of: Quantity) {
    if (axes.length < 2) return nothing;
    return choice<Quantity>({
      label: 'over',
      name: 'residuals-of',
      values: Object.fromEntries(axes.map((axis) => [axis, axis])),
      chosen: of,
      choose: (value) => this.choose('of', value),
    });
  }
}

function residualsOf(table: MeasuredTable, { of: predicted }: MeasuredPredictions, of: Quantity) {
  return measuredDots(table, of).flatMap((dot) => {
    const found = predicted.get(dot.id);
    return found === undefined
      ? []
      : [{ ...dot, predicted: found.predicted, share: Math.expm1(found.residual) }];
  });
}

/** The root mean square of the residuals of fitted runs, and of the others. */
function spreadWords(residuals: readonly { share: number; fitted: boolean }[]): string {
  const spreadOf = (fitted: boolean): string[] => {
    const some = residuals.filter((run) => run.fitted === fitted);
    if (some.length === 0) return [];
    const spread = Math.sqrt(mean(some.map(({ share }) => share ** 2)));
    return [`${percent(spread)} % over ${some.length} runs ${fitted ? 'of the fit' : 'that it left out'}`];
  };
  const words = [...spreadOf(true), ...spreadOf(false)];
  return words.length === 0 ? 'no law yet.' : `Root mean square: ${words.join(', ')}.`;
}
