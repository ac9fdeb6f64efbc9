import { customElement } from 'lit/decorators.js';
import type { ExperimentState } from '../../lab/state/state.ts';
import { isRefusal } from '../../laws/refusal.ts';
import { ChartElement } from '../chart/chart-element.ts';
import type { ChartView } from '../chart/chart-view.ts';
import { collapsePlot } from '../../charts/plots/collapse-plot.ts';
import { figure, scientific } from '../../charts/quantity.ts';
import { legendEntries } from '../kit/legend-entries.ts';

/** Overfitting of each model over the only combination of N and D that it depends on by Kaplan's L(N, D). */
@customElement('collapse-chart')
export class CollapseChart extends ChartElement {
  protected override view({ analysis, runs }: ExperimentState): ChartView {
    const found = analysis.grid;
    const law = found === undefined || isRefusal(found) ? null : found;
    const entryOf = legendEntries(runs);
    const models = (law?.overfitting ?? []).toSorted((a, b) => a.place - b.place);
    const dots = models.map((model) => ({ ...model, ...entryOf(model.run) }));
    const line = models.map(({ place, predicted }) => ({ place, cost: predicted }));
    return {
      title: 'Overfitting collapses',
      summary: `Loss above that on the largest corpus, over N^(α_N/α_D) / D: ${models.length} models, ranks correlate by ${figure(law?.collapse ?? NaN)}.`,
      drawnFrom: [analysis, ...runs.map(({ plan }) => plan)],
      draw: dots.length === 0 ? null : (size) => collapsePlot({ dots, law: line }, size),
      empty:
        found !== undefined && isRefusal(found)
          ? `No L(N, D) yet: ${found.refused}.`
          : 'The chart appears with L(N, D).',
      legend:
        'Symbol: a model, by its corpus. Line: the law. If overfitting depended on N and D in another way, the corpora would not share one line.',
      notes: law === null ? [] : [`${law.formula}; Kaplan et al. 2020 found α_N = 0.076 and α_D = 0.103.`],
      table: {
        columns: [
          { head: 'Model' },
          { head: 'N^(α_N/α_D) / D' },
          { head: 'Overfitting', unit: '%' },
          { head: 'By the law', unit: '%' },
        ],
        rows: models.map(({ run, place, cost, predicted }) => [
          entryOf(run).label,
          scientific(place),
          (100 * cost).toFixed(1),
          (100 * predicted).toFixed(1),
        ]),
      },
    };
  }
}
