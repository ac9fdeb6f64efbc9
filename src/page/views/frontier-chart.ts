import { customElement } from 'lit/decorators.js';
import type { ExperimentState } from '../../lab/state/state.ts';
import { isRefusal } from '../../laws/refusal.ts';
import { ChartElement } from '../chart/chart-element.ts';
import type { ChartView } from '../chart/chart-view.ts';
import { frontierPlot } from '../../charts/plots/frontier-plot.ts';
import { frontierData } from './data/frontier-data.ts';
import { figure, formatLoss, scientific, short } from '../../charts/quantity.ts';
import { lossUnitOf } from '../../lab/runs/loss-unit.ts';

const ROWS = 12;

/** The least loss of any run at each compute budget, and its law. */
@customElement('frontier-chart')
export class FrontierChart extends ChartElement {
  protected override view({ analysis, lossView, runs }: ExperimentState): ChartView {
    const unit = lossView.over === 'pf-days' ? 'PF-days' : 'FLOP';
    const frontier = analysis.frontier;
    const law = frontier === undefined || isRefusal(frontier.law) ? null : frontier.law;
    const refusal =
      frontier !== undefined && isRefusal(frontier.law) ? [`No line yet: ${frontier.law.refused}.`] : [];
    return {
      title: 'Frontier of compute',
      summary: `Training loss over compute with its lower envelope. ${law === null ? 'No law yet.' : `Law: ${law.formula}, exponent ${figure(law.exponent)} (${figure(law.exponentInterval.low)} to ${figure(law.exponentInterval.high)}).`}`,
      axes: this.axes,
      drawnFrom: [
        analysis,
        unit,
        this.axes,
        ...runs.flatMap(({ plan, curve, fitted }) => [plan, curve, fitted]),
      ],
      draw: runs.some(({ curve }) => curve.steps > 0)
        ? (size) => frontierPlot({ ...frontierData(runs, frontier, unit), axes: this.axes }, size)
        : null,
      empty: 'The chart appears with the first training curve.',
      legend:
        'Thin line: the training curve of a run (pale: not in the fit). Thick line: the least loss of the fitted runs at each budget. Line in the shade: its law with the 95 % band.',
      notes: [
        ...(law === null ? [] : [`${law.formula}. ${law.reason}`]),
        ...refusal,
        'With a decaying learning rate, a curve reaches its best loss only at its end, so the true frontier is lower in between.',
      ],
      table: {
        columns: [
          { head: 'C', unit: 'FLOP' },
          { head: 'Least loss', unit: lossUnitOf(runs) },
          { head: 'N', unit: 'parameters' },
          { head: 'D', unit: 'tokens' },
        ],
        rows: everyNth(frontier?.points ?? []).map((point) => [
          scientific(point.compute),
          formatLoss(point.loss),
          short(point.parameters),
          short(point.tokens),
        ]),
      },
    };
  }
}

function everyNth<Item>(items: readonly Item[]): Item[] {
  const stride = Math.max(1, Math.ceil(items.length / ROWS));
  return items.filter((_, index) => index % stride === 0);
}
