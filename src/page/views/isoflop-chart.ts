import { customElement } from 'lit/decorators.js';
import type { ExperimentState } from '../../lab/state/state.ts';
import type { IsoflopAnalysis } from '../../laws/analysis/analyse-approaches.ts';
import { USUAL_REACH } from '../../laws/compute-optimal/isoflop-window.ts';
import { isRefusal } from '../../laws/refusal.ts';
import { ChartElement } from '../chart/chart-element.ts';
import type { ChartView } from '../chart/chart-view.ts';
import { isoflopPlot } from '../../charts/plots/isoflop-plot.ts';
import { isoflopCurves, plannedBudgets } from './data/isoflop-data.ts';
import { formatLoss, scientific, short, whole } from '../../charts/quantity.ts';
import { axisLabel } from '../law/law-axis.ts';
import { lossUnitWords } from '../kit/run-words.ts';
import { lossUnitOf } from '../../lab/runs/loss-unit.ts';
import type { NumbersColumn } from '../kit/numbers-table.ts';

/** Loss over N at each compute budget, with parabolas and their minima. */
@customElement('isoflop-chart')
export class IsoflopChart extends ChartElement {
  protected override view({ analysis, fitOptions, runs }: ExperimentState): ChartView {
    const found = analysis.approaches?.isoflop ?? null;
    const law = found === null || isRefusal(found) ? null : found;
    const unit = lossUnitWords(runs);
    const budgets = isoflopCurves(runs, law, fitOptions.convention);
    const planned = plannedBudgets(runs, fitOptions.convention);
    const refusal = found !== null && isRefusal(found) ? [`No parabolas: ${found.refused}.`] : [];
    return {
      title: 'IsoFLOP parabolas',
      summary: `Validation loss in ${unit} over parameters, one parabola for each budget. ${minimaWords(law)}`,
      drawnFrom: [analysis, fitOptions, ...runs.flatMap(({ plan, state, fitted }) => [plan, state, fitted])],
      draw:
        runs.length > 0
          ? (size) =>
              isoflopPlot(
                { budgets, planned, xLabel: axisLabel('N', fitOptions.convention), lossUnit: unit },
                size,
              )
          : null,
      empty: 'No runs are planned.',
      legend:
        'Dot: a run (hollow: not in the fit, or far from the best size). Line: the parabola of its budget, on log losses. Cross: its minimum, the best size for that budget. Dotted line: how the best size changes with the budget.',
      notes: [
        ...refusal,
        ...(law?.leftOut.map((why) => `Left out: ${why}.`) ?? []),
        ...windowNotes(law),
        ...centringNotes(law),
      ],
      table: law === null ? null : { columns: columns(lossUnitOf(runs)), rows: law.budgets.map(budgetRow) },
    };
  }
}

const columns = (lossUnit: string): NumbersColumn[] => [
  { head: 'Budget C', unit: 'FLOP' },
  { head: 'N_opt', unit: 'parameters' },
  { head: 'D_opt', unit: 'tokens' },
  { head: 'Least loss', unit: lossUnit },
  { head: 'Minimum at', unit: '% of the range of N' },
  { head: 'Runs', unit: 'in the parabola' },
];

function budgetRow(budget: IsoflopAnalysis['budgets'][number]): string[] {
  return [
    scientific(budget.compute),
    short(budget.parameters),
    short(budget.tokens),
    formatLoss(budget.loss),
    String(Math.round(100 * budget.centring)),
    runsWords(budget),
  ];
}

function minimaWords(law: IsoflopAnalysis | null): string {
  if (law === null) return 'No minimum yet.';
  const minima = law.budgets.map(
    (budget) =>
      `${scientific(budget.compute)} FLOP at N = ${short(budget.parameters)}, ${formatLoss(budget.loss)}`,
  );
  return `Minima: ${minima.join('; ')}.`;
}

function runsWords({ models, outside }: IsoflopAnalysis['budgets'][number]): string {
  const count = whole(models.length);
  return outside.length === 0 ? count : `${count} of ${whole(models.length + outside.length)}`;
}

/** Which runs the parabolas use. */
function windowNotes(law: IsoflopAnalysis | null): string[] {
  if (law === null) return [];
  const outside = law.budgets.reduce((sum, budget) => sum + budget.outside.length, 0);
  const widened = law.budgets.filter(({ reach }) => reach > USUAL_REACH).length;
  return [
    `A parabola uses the runs within a factor of ${USUAL_REACH} of the best N of its budget: ${outside === 0 ? 'all runs lie there' : `${whole(outside)} ${outside === 1 ? 'run lies' : 'runs lie'} outside`}.`,
    ...(widened > 0
      ? [`${widened} of these windows are wider, because too few runs lie near the best N.`]
      : []),
  ];
}

function centringNotes(law: IsoflopAnalysis | null): string[] {
  const off = law?.budgets.filter(({ offCentre }) => offCentre) ?? [];
  if (off.length === 0) return [];
  return [
    off.length === 1
      ? 'One minimum is far from the middle of its range of N, where a parabola is biased. Other widths would correct this.'
      : `${off.length} minima are far from the middle of their ranges of N, where parabolas are biased. Other widths would correct this.`,
  ];
}
