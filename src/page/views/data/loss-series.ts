import type { LossView } from '../../../lab/state/state.ts';
import type { Run } from '../../../lab/runs/run.ts';
import { NGRAM_LOSSES } from '../../../lab/plan/ngram-losses.ts';
import type { Analysis } from '../../../laws/analysis/analyse.ts';
import { petaflopDays } from '../../../laws/counting/count-parameters.ts';
import { isRefusal } from '../../../laws/refusal.ts';
import type { LossCurves, LossPoint, LossSeries } from '../../../charts/plots/loss-curves.ts';
import { middleOf, spansOf } from './curve-spans.ts';
import { legendEntries } from '../../kit/legend-entries.ts';
import { seriesLabel, seriesOf, shortLabels } from '../../kit/run-styles.ts';
import { leastLossOf } from './least-loss.ts';
import type { RunDynamics } from '../../../laws/analysis/analyse-dynamics.ts';
import { lossUnitOf } from '../../../lab/runs/loss-unit.ts';
import { lossUnitWords } from '../../kit/run-words.ts';
import { shownLabel } from '../../kit/shown-label.ts';

/** Data of the loss chart. */
export function lossSeries(runs: readonly Run[], view: LossView, analysis: Analysis): LossCurves {
  const { over, axes, smoothing } = view;
  const units = runs.map((run) => perStep(run, over));
  const entryOf = legendEntries(runs);
  const labels = labelsOf(runs);
  return {
    series: runs
      .map((run, index) => {
        const unit = units[index] ?? 1;
        const dynamics = analysis.dynamics?.find((found) => found.run === run.plan.id) ?? null;
        const spread = spreadOf(dynamics, unit);
        return {
          label: labels[index] ?? '',
          name: entryOf(run.plan.id).label,
          style: entryOf(run.plan.id).style,
          run: run.plan.id,
          points: spread ?? pointsOf(run, view, unit),
          range: spread === null ? ('raw' as const) : ('seeds' as const),
          knee: kneeOf(dynamics, unit),
        };
      })
      .filter(({ points }) => points.length > 0),
    over,
    axes,
    smoothed: smoothing !== 'none',
    xMin: Math.min(...units),
    xMax: Math.max(...runs.map((run, index) => run.plan.steps * (units[index] ?? 1))),
    ignorance: Math.log(Math.max(...runs.map((run) => run.plan.shape.vocabulary))),
    entropies: entropiesOf(runs),
    yardsticks: yardsticksOf(runs),
    lossUnit: lossUnitWords(runs),
  };
}

/** A name for each run; for experiments of several series, the name of the series at its last run. */
function labelsOf(runs: readonly Run[]): string[] {
  const series = seriesOf(runs);
  if (series.length <= 1 || series.length === runs.length) return shortLabels(runs);
  return runs.map((run, index) => {
    const own = run.settings.series;
    return runs.findLastIndex(({ settings, curve }) => settings.series === own && curve.steps > 0) === index
      ? seriesLabel(own)
      : '';
  });
}

function pointsOf(run: Run, { axes, smoothing }: LossView, unit: number): LossPoint[] {
  return spansOf(run, axes, smoothing).map((span) => ({
    x: middleOf(span) * unit,
    mean: span.mean,
    low: span.low,
    high: span.high,
  }));
}

/** Mean over seeds, and two standard deviations around it; null if the spread is unknown. */
function spreadOf(dynamics: RunDynamics | null, unit: number): LossPoint[] | null {
  if (dynamics === null || isRefusal(dynamics.spread)) return null;
  return dynamics.spread.map(({ step, mean, deviation }) => ({
    x: step * unit,
    mean,
    low: mean - 2 * deviation,
    high: mean + 2 * deviation,
  }));
}

function kneeOf(dynamics: RunDynamics | null, unit: number): LossSeries['knee'] {
  if (dynamics === null || isRefusal(dynamics.knee)) return null;
  return { x: dynamics.knee.step.value * unit, loss: dynamics.knee.loss };
}

/** Entropies of the sources of these runs, as far as they are known; sources of one entropy share a line. */
function entropiesOf(runs: readonly Run[]): LossCurves['entropies'] {
  const sources = new Map<number, Set<string>>();
  for (const run of runs) {
    const bounds = leastLossOf(run);
    if (bounds === null) continue;
    sources.set(bounds.low, (sources.get(bounds.low) ?? new Set()).add(shownLabel(run.settings.corpus)));
  }
  return Array.from(sources, ([loss, [first = '', ...others]]) => ({
    label: others.length === 0 ? first : `${1 + others.length} sources`,
    loss,
  }));
}

/** What a person who knows only counts of the text of these runs would lose. */
export function yardsticksOf(runs: readonly Run[]): LossCurves['yardsticks'] {
  const [corpus = '', ...others] = new Set(runs.map(({ settings }) => settings.corpus));
  const losses = others.length === 0 ? (NGRAM_LOSSES[corpus] ?? []) : [];
  const single = lossUnitOf(runs) === 'nats/pixel' ? 'pixels' : 'letters';
  return losses.map((loss, before) => ({ label: `${KNOWN[before] ?? single} ${loss.toFixed(2)}`, loss }));
}

/** Names of what is counted by the number of symbols before the last one. */
const KNOWN = [undefined, 'pairs', 'triples', 'fours'];

function perStep(run: Run, over: LossView['over']): number {
  const flops = run.flops / run.plan.steps;
  switch (over) {
    case 'steps':
      return 1;
    case 'tokens':
      return run.tokens / run.plan.steps;
    case 'flops':
      return flops;
    case 'pf-days':
      return petaflopDays(flops);
    default:
      throw new Error(`no such axis: ${String(over satisfies never)}`);
  }
}
