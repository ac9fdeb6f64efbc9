import { customElement } from 'lit/decorators.js';
import { isoflopPlot, type IsoflopCurve } from '../../charts/plots/isoflop-plot.ts';
import { formatLoss, scientific, short, tenths } from '../../charts/quantity.ts';
import { runStyle } from '../../charts/run-style.ts';
import { lossUnitOfTable } from '../../lab/imported/measured-run.ts';
import type { ExperimentState } from '../../lab/state/state.ts';
import type { IsoflopAnalysis } from '../../laws/analysis/analyse-approaches.ts';
import { isRefusal } from '../../laws/refusal.ts';
import { ChartElement } from '../chart/chart-element.ts';
import type { ChartView } from '../chart/chart-view.ts';
import { measuredAxis } from '../kit/measured-words.ts';
import { NO_TABLE } from './no-table.ts';

/** Loss of somebody's runs over N at each budget that has enough of them, with parabolas. */
@customElement('measured-isoflop-chart')
export class MeasuredIsoflopChart extends ChartElement {
  protected override view({ analysis, measured }: ExperimentState): ChartView {
    const law = analysis.approaches?.isoflop;
    if (measured === null || law === undefined || isRefusal(law)) return NO_TABLE;
    const unit = lossUnitOfTable(measured);
    const budgets = curvesOf(law);
    return {
      title: 'IsoFLOP parabolas',
      summary: `Loss (${unit}) over parameters, one parabola for each budget. Minima: ${law.budgets.map((budget) => `${scientific(budget.compute)} FLOP at N = ${short(budget.parameters)}, ${formatLoss(budget.loss)}`).join('; ')}.`,
      drawnFrom: [analysis, measured],
      draw: (size) =>
        isoflopPlot({ budgets, xLabel: measuredAxis(measured, 'N'), lossUnit: unit, lossName: 'Loss' }, size),
      legend:
        'Dot: a run. Line: the parabola of its budget; runs whose C differs by less than 5 % share one. Cross: its minimum. Dotted line: how the best size changes with the budget.',
      notes: leftOutNotes(law),
      table: {
        columns: [
          { head: 'Budget C', unit: 'FLOP' },
          { head: 'N_opt', unit: 'parameters' },
          { head: 'D_opt', unit: 'tokens' },
          { head: 'Least loss', unit },
          { head: 'Minimum at', unit: '% of the range of N' },
          { head: 'Runs' },
        ],
        rows: law.budgets.map((budget) => [
          scientific(budget.compute),
          short(budget.parameters),
          short(budget.tokens),
          formatLoss(budget.loss),
          String(Math.round(100 * budget.centring)),
          String(budget.models.length),
        ]),
      },
    };
  }
}

function curvesOf({ budgets }: IsoflopAnalysis): IsoflopCurve[] {
  return budgets.map(({ compute, models, samples, parameters, loss }, i) => ({
    label: tenths(compute),
    style: runStyle(i, budgets.length),
    dots: models.map((model) => ({ parameters: model.parameters, loss: model.loss, fitted: true })),
    parabola: [...samples],
    minimum: { parameters, loss },
  }));
}

/** Tables of other designs have many budgets of one run each. */
function leftOutNotes({ leftOut }: IsoflopAnalysis): string[] {
  const [first] = leftOut;
  if (first === undefined) return [];
  return leftOut.length === 1
    ? [`Left out: ${first}.`]
    : [`${leftOut.length} budgets are left out, the first because ${first}.`];
}
