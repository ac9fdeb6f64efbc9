import { nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { scalingPlot, type ScalingPlot } from '../../charts/plots/scaling-plot.ts';
import { formatLoss } from '../../charts/quantity.ts';
import { mainLaw } from '../../lab/imported/main-law.ts';
import { isStated, measuredFits } from '../../lab/imported/measured-fits.ts';
import {
  lossUnitOfTable,
  seriesOfTable,
  type MeasuredTable,
  type Quantity,
} from '../../lab/imported/measured-run.ts';
import type { ExperimentState } from '../../lab/state/state.ts';
import type { Analysis } from '../../laws/analysis/analyse.ts';
import { ChartElement } from '../chart/chart-element.ts';
import type { ChartView } from '../chart/chart-view.ts';
import { choice } from '../kit/choice.ts';
import { measuredAxis, measuredTick, sizeWords } from '../kit/measured-words.ts';
import { measuredDots, measuredLines, otherOf, type MeasuredDot } from './data/measured-data.ts';
import { lawsOf } from './data/scaling-data.ts';
import { NO_TABLE } from './no-table.ts';

/** Names beside dots stay readable up to so many runs. */
const MOST_NAMES = 12;
/** So many runs are named in the summary. */
const MOST_TOLD = 12;

/** Loss of somebody's runs against N, D, C or U, with the laws through them. */
@customElement('measured-scaling-chart')
export class MeasuredScalingChart extends ChartElement {
  protected override view({ analysis, measured }: ExperimentState): ChartView {
    if (measured === null) return NO_TABLE;
    const axes = measuredFits(measured).laws;
    const of = this.chosen('of', axes, axes[0] ?? 'N');
    const dots = measuredDots(measured, of);
    const unit = lossUnitOfTable(measured);
    return {
      title: 'Loss against size',
      choices: [this.#axisChoice(axes, of)],
      axes: this.axes,
      summary: `Loss (${unit}) against ${measuredAxis(measured, of).replace(' →', '')}: ${dotsWords(dots)}.${lawWords(measured, analysis, of)}`,
      drawnFrom: [analysis, measured, of, this.axes],
      draw:
        dots.length === 0
          ? null
          : (size) => scalingPlot({ ...plotOf(measured, analysis, of, dots), axes: this.axes }, size),
      empty: `No row states ${of}.`,
      legend: legendOf(measured, analysis, of),
      table: {
        columns: [
          { head: 'Run' },
          { head: of, unit: measured.columns[of] ?? 'computed' },
          { head: 'Loss', unit },
          { head: 'In the fit' },
        ],
        rows: dots.map((dot) => [
          dot.label,
          sizeWords(dot.x, of),
          formatLoss(dot.loss),
          dot.fitted ? 'yes' : 'no',
        ]),
      },
    };
  }

  #axisChoice(axes: readonly Quantity[], of: Quantity) {
    if (axes.length < 2) return nothing;
    return choice<Quantity>({
      label: 'over',
      name: 'of',
      values: Object.fromEntries(axes.map((axis) => [axis, axis])),
      chosen: of,
      choose: (value) => this.choose('of', value),
    });
  }
}

function plotOf(
  table: MeasuredTable,
  analysis: Analysis,
  of: Quantity,
  dots: readonly MeasuredDot[],
): ScalingPlot {
  const places = dots.map(({ x }) => x);
  return {
    xLabel: measuredAxis(table, of),
    format: measuredTick(of),
    dots: [...dots],
    labels: dots.length > MOST_NAMES ? [] : dots.map(({ x, loss, label }) => ({ x, loss, text: label })),
    ends: [],
    rings: [],
    laws: measuredLines(table, analysis, of),
    range: [Math.min(...places), Math.max(...places)],
    lossUnit: lossUnitOfTable(table),
    lossName: 'Loss',
  };
}

function dotsWords(dots: readonly MeasuredDot[]): string {
  if (dots.length <= MOST_TOLD)
    return dots.map((dot) => `${dot.label} at ${formatLoss(dot.loss)}`).join('; ');
  const losses = dots.map(({ loss }) => loss);
  return `${dots.length} runs between ${formatLoss(Math.min(...losses))} and ${formatLoss(Math.max(...losses))}`;
}

function lawWords(table: MeasuredTable, analysis: Analysis, of: Quantity): string {
  const main = mainLaw(table, analysis);
  if (of !== 'U' && (main.kind === 'joint' || main.kind === 'repeats')) return ` Law: ${main.law.formula}.`;
  return lawsOf(analysis, of)
    .map(({ law }) => ` Law: ${law.formula}.`)
    .join('');
}

function legendOf(table: MeasuredTable, analysis: Analysis, of: Quantity): string {
  const series = seriesOfTable(table).length > 1;
  const isColoured = isStated(table.runs, otherOf(of));
  const byOther = isColoured ? `, coloured by ${otherOf(of)} from small to large` : '';
  const dot = `Dot: a run of the table${series ? ', one colour for each series' : byOther} (hollow: not in the fit).`;
  const { kind } = mainLaw(table, analysis);
  if (of === 'U' || (kind !== 'joint' && kind !== 'repeats'))
    return `${dot} Line: the power law, dashed outside its points. Shade: its 95 % band.`;
  const law = kind === 'joint' ? 'L(N, D)' : 'the law of the rows that repeat no tokens';
  return of === 'C'
    ? `${dot} Line: the loss that ${law} predicts with the best N and D for each budget; other runs lie above it.`
    : `${dot} Lines: ${law} at a few values of ${otherOf(of)}.`;
}
