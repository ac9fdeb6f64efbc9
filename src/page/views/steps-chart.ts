import { customElement } from 'lit/decorators.js';
import type { ExperimentState } from '../../lab/state/state.ts';
import type { StepsAnalysis, StepsSample } from '../../laws/analysis/analyse-steps.ts';
import { isRefusal, type Refusal } from '../../laws/refusal.ts';
import { ChartElement } from '../chart/chart-element.ts';
import type { ChartView } from '../chart/chart-view.ts';
import { fittedCurvesPlot } from '../../charts/plots/fitted-curves-plot.ts';
import { figure, formatLoss, short, whole } from '../../charts/quantity.ts';
import { legendEntries } from '../kit/legend-entries.ts';
import { lossUnitWords } from '../kit/run-words.ts';
import { lossUnitOf } from '../../lab/runs/loss-unit.ts';

/** Kaplan's L(N, S_min), and the training curves that it was fitted to. */
@customElement('steps-chart')
export class StepsChart extends ChartElement {
  protected override view({ analysis, runs }: ExperimentState): ChartView {
    const { steps } = analysis;
    const unit = lossUnitWords(runs);
    const law = steps === undefined || isRefusal(steps) ? null : steps;
    const entryOf = legendEntries(runs);
    const curves = (law?.curves ?? []).map(({ run, points, samples }) => ({
      ...entryOf(run),
      run,
      points: points.map(placed),
      law: samples.map(placed),
    }));
    return {
      title: 'One law for all curves',
      summary: `Training loss in ${unit} against steps, both axes logarithmic, and Kaplan’s L(N, S_min) along each curve. ${law === null ? 'No law yet.' : `${law.formula}; ${deviationWords(law)}`}`,
      axes: this.axes,
      drawnFrom: [steps, this.axes, ...runs.map(({ plan }) => plan)],
      draw:
        curves.length === 0
          ? null
          : (size) =>
              fittedCurvesPlot(
                {
                  curves,
                  xLabel: 'Training steps S →',
                  yLabel: `↑ Training loss (${unit})`,
                  format: short,
                  axes: this.axes,
                },
                size,
              ),
      empty: emptyWords(steps),
      legend:
        'Dot: the smoothed training loss after the first tenth of a run, which is left out because of warm-up. Line: L(N, S_min) for that model; one law with four constants for all models.',
      notes: law === null ? [] : [deviationWords(law)],
      table: {
        columns: [
          { head: 'Model' },
          { head: 'S', unit: 'steps' },
          { head: 'Loss', unit: `${lossUnitOf(runs)}, training` },
          { head: 'By the law', unit: lossUnitOf(runs) },
        ],
        rows: (law?.curves ?? []).flatMap(({ run, points, samples }) => {
          const [end, predicted] = [points.at(-1), samples.at(-1)];
          if (end === undefined || predicted === undefined) return [];
          return [[entryOf(run).label, whole(end.step), formatLoss(end.loss), formatLoss(predicted.loss)]];
        }),
      },
    };
  }
}

function placed({ step, loss }: StepsSample): { x: number; loss: number } {
  return { x: step, loss };
}

function emptyWords(steps: StepsAnalysis | Refusal | undefined): string {
  return steps !== undefined && isRefusal(steps)
    ? `No law of the steps yet: ${steps.refused}.`
    : 'The chart appears when enough models have finished.';
}

function deviationWords({ deviation }: StepsAnalysis): string {
  return `Losses differ from the law by ${figure(100 * deviation)} % (root mean square).`;
}
