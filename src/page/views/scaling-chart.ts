import { nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { ExperimentState } from '../../lab/state/state.ts';
import { presetOf } from '../../lab/experiments/presets.ts';
import type { LawVariable } from '../../laws/analysis/request.ts';
import { ChartElement } from '../chart/chart-element.ts';
import type { ChartView } from '../chart/chart-view.ts';
import { scalingPlot } from '../../charts/plots/scaling-plot.ts';
import { choice } from '../kit/choice.ts';
import { formatLoss, scientific, short, whole } from '../../charts/quantity.ts';
import { lawsOf, modelDots, scalingData } from './data/scaling-data.ts';
import { machineStyles } from './data/machine-styles.ts';
import { seriesOf } from '../kit/run-styles.ts';
import { misfitWords } from '../law/law-words.ts';
import { lossUnitWords } from '../kit/run-words.ts';
import { lossUnitOf } from '../../lab/runs/loss-unit.ts';

const AGAINST: Record<LawVariable, string> = {
  N: 'parameters',
  D: 'tokens seen',
  U: 'distinct tokens',
  C: 'compute',
};

const TITLES: Record<LawVariable, string> = {
  N: 'Loss against size',
  D: 'Loss against data',
  U: 'Loss against data',
  C: 'Loss against compute',
};

/** Final loss against size: models, their laws, and the predictions. */
@customElement('scaling-chart')
export class ScalingChart extends ChartElement {
  protected override view({ analysis, fitOptions, pool, runs, shown }: ExperimentState): ChartView {
    const first = presetOf(shown).laws[0] ?? 'N';
    const axes = [...new Set([first, ...analysis.laws.map(({ of }) => of)])];
    const of = this.chosen('of', axes, first);
    const byMachine = pool !== null && seriesOf(runs).length === 1;
    const machines = byMachine ? machineStyles(pool, runs) : null;
    const view = { shown, of, convention: fitOptions.convention, machines };
    const dots = modelDots(runs, analysis, view);
    const laws = lawsOf(analysis, of).map(({ law }) => ` Law: ${law.formula}.`);
    const whichever = fitOptions.floor === 'auto' ? ', with or without a floor' : '';
    return {
      title: TITLES[of],
      choices: [this.#axisChoice(axes, of)],
      axes: this.axes,
      summary: `Validation loss in ${lossUnitWords(runs)} against ${AGAINST[of]}: ${dots.map((dot) => `${dot.label} at ${formatLoss(dot.loss)}`).join('; ') || 'no model finished yet'}.${laws.join('')}`,
      drawnFrom: [
        analysis,
        fitOptions,
        of,
        this.axes,
        pool,
        ...runs.flatMap(({ plan, state: phase, prediction, fitted }) => [plan, phase, prediction, fitted]),
      ],
      draw:
        runs.length === 0
          ? null
          : (size) => scalingPlot({ ...scalingData(runs, analysis, view), axes: this.axes }, size),
      empty: 'No runs are planned.',
      legend: `Dot: a trained model (hollow: not in the fit)${byMachine ? '; its colour and symbol: whose machine trained it, side by side for one size' : ''}. Line: the law, dashed outside its points. Shade: its 95 % band${whichever}. Ring and bar: the prediction and its 95 % interval${whichever}, made before training.`,
      notes: lawsOf(analysis, of).flatMap(({ law }) => (law.misfit.found === 'none' ? [] : misfitWords(law))),
      table: {
        columns: [
          { head: 'Model' },
          { head: of, unit: AGAINST[of] },
          { head: 'Loss', unit: lossUnitOf(runs) },
          { head: 'In the fit' },
        ],
        rows: dots.map((dot) => [
          dot.label,
          of === 'C' ? scientific(dot.x) : dot.x < 1e9 ? whole(dot.x) : short(dot.x),
          formatLoss(dot.loss),
          dot.fitted ? 'yes' : 'no',
        ]),
      },
    };
  }

  #axisChoice(axes: readonly LawVariable[], of: LawVariable) {
    if (axes.length < 2) return nothing;
    return choice<LawVariable>({
      label: 'over',
      name: 'of',
      values: Object.fromEntries(axes.map((axis) => [axis, axis])),
      chosen: of,
      choose: (value) => this.choose('of', value),
    });
  }
}
