import { customElement } from 'lit/decorators.js';
import type { ExperimentState } from '../../lab/state/state.ts';
import type { StepsAnalysis } from '../../laws/analysis/analyse-steps.ts';
import type { EfficientTraining } from '../../laws/analysis/efficient-training.ts';
import { sixND } from '../../laws/counting/count-parameters.ts';
import { isRefusal, type Refusal } from '../../laws/refusal.ts';
import { ChartElement } from '../chart/chart-element.ts';
import type { ChartView } from '../chart/chart-view.ts';
import { fittedCurvesPlot, type FittedCurve } from '../../charts/plots/fitted-curves-plot.ts';
import { powerOfTen } from '../../charts/quantity.ts';
import type { RunStyle } from '../../charts/run-style.ts';
import { efficientTable, efficientWords, meetingWords } from '../law/efficient-words.ts';
import { legendEntries, type LegendEntry } from '../kit/legend-entries.ts';
import { lossUnitWords } from '../kit/run-words.ts';

const ENVELOPE: RunStyle = { color: 'var(--ink)', dash: '6 3', symbol: 'diamond2' };

/** L(N, S_min) over compute, the least loss L(C), and where each model should stop. */
@customElement('efficient-chart')
export class EfficientChart extends ChartElement {
  protected override view({ analysis, runs }: ExperimentState): ChartView {
    const { grid, steps } = analysis;
    const unit = lossUnitWords(runs);
    const law = steps === undefined || isRefusal(steps) ? null : steps;
    const efficient = law === null || isRefusal(law.efficient) ? null : law.efficient;
    const words =
      law === null || efficient === null
        ? []
        : [...efficientWords(efficient, law.stepTokens), ...meetingWords(efficient, grid)];
    const entryOf = legendEntries(runs);
    return {
      title: 'Compute-efficient training',
      summary: `Training loss in ${unit} against training compute, both axes logarithmic, by Kaplan’s L(N, S_min), and the least loss for each compute. ${words.join(' ') || 'No law yet.'}`,
      axes: this.axes,
      drawnFrom: [steps, this.axes, ...runs.map(({ plan }) => plan)],
      draw:
        law === null || efficient === null
          ? null
          : (size) =>
              fittedCurvesPlot(
                {
                  curves: [...modelCurves(law, entryOf), envelope(efficient)],
                  xLabel: 'Compute C = 6·N·B·S (FLOP) →',
                  yLabel: `↑ Training loss (${unit})`,
                  format: powerOfTen,
                  axes: this.axes,
                },
                size,
              ),
      empty: emptyWords(steps),
      legend:
        'Dot: the smoothed training loss of a model. Line: L(N, S_min) of that model. Dashed line: L(C), the least loss by that law for each compute. Symbol on the dashed line: where the training of a model should stop.',
      notes: words,
      table: efficient === null ? null : efficientTable(efficient),
    };
  }
}

function modelCurves(
  { curves, stepTokens }: StepsAnalysis,
  entryOf: (run: string) => LegendEntry,
): FittedCurve[] {
  return curves.map(({ run, parameters, points, samples }) => {
    const placed = ({ step, loss }: { step: number; loss: number }) => ({
      x: sixND(parameters, stepTokens * step),
      loss,
    });
    return { ...entryOf(run), run, points: points.map(placed), law: samples.map(placed) };
  });
}

/** L(C), with the stops within the range of the curves. */
function envelope({ samples, stops }: EfficientTraining): FittedCurve {
  const [first, last] = [samples[0].x, samples[samples.length - 1].x];
  return {
    label: 'L(C)',
    style: ENVELOPE,
    points: stops
      .filter(({ compute }) => compute >= first && compute <= last)
      .map(({ compute, loss }) => ({ x: compute, loss })),
    law: samples.map(({ x, loss }) => ({ x, loss })),
  };
}

function emptyWords(steps: StepsAnalysis | Refusal | undefined): string {
  const why = steps === undefined || isRefusal(steps) ? steps : steps.efficient;
  return why !== undefined && isRefusal(why)
    ? `Not known yet: ${why.refused}.`
    : 'The chart appears when enough models have finished.';
}
