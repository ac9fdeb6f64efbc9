import { customElement } from 'lit/decorators.js';
import type { ExperimentState } from '../../lab/state/state.ts';
import type { Run } from '../../lab/runs/run.ts';
import type { PositionAnalysis, PositionCurve } from '../../laws/analysis/analyse-positions.ts';
import type { Estimate } from '../../laws/stats/interval.ts';
import { isRefusal } from '../../laws/refusal.ts';
import { ChartElement } from '../chart/chart-element.ts';
import type { ChartView } from '../chart/chart-view.ts';
import { fittedCurvesPlot, type FittedCurve } from '../../charts/plots/fitted-curves-plot.ts';
import { lowerWords, positionLaws, squaresWords, type NamedPositionLaw } from '../law/position-words.ts';
import { figure, whole } from '../../charts/quantity.ts';
import { legendEntries, type LegendEntry } from '../kit/legend-entries.ts';
import { seriesOf } from '../kit/run-styles.ts';
import { lossUnitWords } from '../kit/run-words.ts';

/** Loss over positions in the context, and the law of each run. */
@customElement('position-chart')
export class PositionChart extends ChartElement {
  protected override view({ analysis, runs }: ExperimentState): ChartView {
    const positions = ofLargest(analysis.positions, runs);
    const unit = lossUnitWords(runs);
    const entryOf = legendEntries(runs);
    const laws = positionLaws(positions, (run) => entryOf(run).label);
    const words =
      positions === undefined
        ? []
        : [squaresWords(laws), lowerWords(positions.pairs, (run) => entryOf(run).label)];
    const curves = (positions?.curves ?? []).map((curve) => fittedCurve(curve, entryOf(curve.run)));
    return {
      title: 'Loss over the context',
      summary: `Validation loss in ${unit} over the position in the context, both axes logarithmic. ${words.join(' ') || 'No model has finished yet.'}`,
      axes: this.axes,
      drawnFrom: [analysis.positions, this.axes, ...runs.map(({ plan }) => plan)],
      draw:
        curves.length === 0
          ? null
          : (size) =>
              fittedCurvesPlot(
                {
                  curves,
                  xLabel: 'Position T in the context →',
                  yLabel: `↑ Validation loss (${unit})`,
                  format: whole,
                  axes: this.axes,
                },
                size,
              ),
      empty: emptyWords(positions, runs),
      legend:
        'Dot: the mean validation loss at or around a position. Line: a + b·T^−c through all positions of a model (Kaplan et al. 2020, section D.5).',
      notes: [...words, seriesWords(runs)].filter((note) => note !== '').concat(noiseWords(runs)),
      table: {
        columns: [
          { head: 'Model' },
          { head: 'a', unit: 'nats (95 %)' },
          { head: 'b', unit: 'nats (95 %)' },
          { head: 'c', unit: '(95 %)' },
          { head: 'R²' },
        ],
        rows: laws.map(lawRow),
      },
    };
  }
}

/** Of several series only the largest model each, so that curves of equal size are compared. */
function ofLargest(
  positions: PositionAnalysis | undefined,
  runs: readonly Run[],
): PositionAnalysis | undefined {
  const series = seriesOf(runs);
  if (positions === undefined || series.length < 2) return positions;
  const seriesOfRun = new Map(runs.map(({ plan, settings }) => [plan.id, settings.series]));
  const curves = series.flatMap(
    (name) => positions.curves.findLast(({ run }) => seriesOfRun.get(run) === name) ?? [],
  );
  return { ...positions, curves };
}

function seriesWords(runs: readonly Run[]): string {
  return seriesOf(runs).length < 2 ? '' : 'Only the largest model of each network is drawn.';
}

function noiseWords([run]: readonly Run[]): string {
  const evaluation = run?.plan.evaluation;
  const overlapping = evaluation?.overlapping;
  if (overlapping !== undefined)
    return `Each position is a mean over ${whole(overlapping.windows)} windows that begin ${whole(overlapping.stride)} tokens apart, so that all positions see nearly the same text. They cost at most a tenth of the training. The intervals are too narrow, because the noise of the positions is shared.`;
  const windows = whole(evaluation?.windows ?? 0);
  return `Each position is a mean over ${windows} windows, and its noise lowers R². All positions come from the same windows, so the intervals are too narrow.`;
}

function emptyWords(positions: PositionAnalysis | undefined, runs: readonly Run[]): string {
  return positions !== undefined && runs.some(({ state }) => state === 'finished')
    ? 'These runs were saved without their losses by position.'
    : 'The chart appears when the first model has finished.';
}

function fittedCurve({ law, points, run }: PositionCurve, { label, style }: LegendEntry): FittedCurve {
  const placed = (sample: { position: number; loss: number }) => ({ x: sample.position, loss: sample.loss });
  return {
    label,
    style,
    run,
    points: points.map(placed),
    law: isRefusal(law) ? [] : law.samples.map(placed),
  };
}

function lawRow({ label, law }: NamedPositionLaw): string[] {
  if (isRefusal(law)) return [label, `not fitted: ${law.refused}`, '', '', ''];
  const { a, b, c, rSquared } = law;
  return [label, ...[a, b, c].map(interval), rSquared.toFixed(4)];
}

function interval({ value, low, high }: Estimate): string {
  return `${figure(value)} (${figure(low)} to ${figure(high)})`;
}
