import { customElement } from 'lit/decorators.js';
import { ratesPlot } from '../../charts/plots/rates-plot.ts';
import { formatLoss } from '../../charts/quantity.ts';
import { lossUnitOf } from '../../lab/runs/loss-unit.ts';
import type { Run } from '../../lab/runs/run.ts';
import type { ExperimentState } from '../../lab/state/state.ts';
import type { RatesAnalysis, RatesOfModel } from '../../laws/analysis/analyse-rates.ts';
import { isRefusal } from '../../laws/refusal.ts';
import { ChartElement } from '../chart/chart-element.ts';
import type { ChartView } from '../chart/chart-view.ts';
import { lossUnitWords, nameOf } from '../kit/run-words.ts';
import { rateCurves } from './data/rates-data.ts';

/** Final loss over learning rate at each width, with the best rate. */
@customElement('rates-chart')
export class RatesChart extends ChartElement {
  protected override view({ analysis, runs }: ExperimentState): ChartView {
    const { rates } = analysis;
    const curves = rateCurves(runs, rates);
    const lossUnit = lossUnitWords(runs);
    const tried = [
      ...new Set(runs.flatMap(({ plan }) => plan.lanes.map(({ learningRate }) => learningRate))),
    ];
    return {
      title: 'Loss over learning rate',
      summary: `Validation loss in ${lossUnit} over learning rate. ${bestWords(runs, rates)}`,
      drawnFrom: [analysis, ...runs.flatMap(({ plan, state, fitted }) => [plan, state, fitted])],
      draw: runs.length === 0 ? null : (size) => ratesPlot({ curves, rates: tried, lossUnit }, size),
      empty: 'No runs are planned.',
      legend:
        'Dot: a model (hollow: too far from the best rate for the parabola). Line: the parabola over the log of the rate. Black cross: its minimum, the best rate. Bar: its 95 % interval.',
      table: {
        columns: [
          { head: 'Width and rate' },
          { head: 'Mean loss', unit: lossUnitOf(runs) },
          { head: 'Models' },
          { head: 'Diverged' },
        ],
        rows: (rates?.models ?? []).flatMap((model) => rowsOf(model, runs)),
      },
    };
  }
}

function rowsOf({ run: id, tried }: RatesOfModel, runs: readonly Run[]): string[][] {
  const name = nameById(id, runs);
  return tried.map(({ diverged, loss, models, rate }) => [
    `${name}, ${rateWords(rate)}`,
    Number.isFinite(loss) ? formatLoss(loss) : '–',
    String(models),
    String(diverged),
  ]);
}

function bestWords(runs: readonly Run[], rates: RatesAnalysis | undefined): string {
  const words = (rates?.models ?? []).map(({ best, run }) => {
    const name = nameById(run, runs);
    if (isRefusal(best)) return `${name}: no best rate.`;
    if (best.place !== 'inside') return `${name}: no best rate inside the rates tried.`;
    const { high, low, value } = best.rate;
    return `${name}: best at ${rateWords(value)} (${rateWords(low)} to ${rateWords(high)}).`;
  });
  return words.join(' ') || 'No model has finished yet.';
}

function nameById(id: string, runs: readonly Run[]): string {
  const run = runs.find(({ plan }) => plan.id === id);
  return run === undefined ? id : nameOf(run);
}

function rateWords(rate: number): string {
  return String(Number(rate.toPrecision(2)));
}

declare global {
  interface HTMLElementTagNameMap {
    'rates-chart': RatesChart;
  }
}
