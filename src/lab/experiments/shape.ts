import { mean } from '../../laws/stats/mean.ts';
import { FULL_SWEEP, QUICK_SWEEP } from '../plan/recipe.ts';
import { runOf } from '../plan/sweep-runs.ts';
import type { RunSettings } from '../plan/run-settings.ts';
import type { SweepSettings } from '../plan/sweep-settings.ts';
import { finalLosses, type Run } from '../runs/run.ts';
import { type Evidence, type Finding, notTested, orElse } from './conclusion.ts';
import { LONGER } from './next-step.ts';
import { USUAL_FIELDS, type ExperimentSize, type Preset } from './preset.ts';

/** Another shape of the same N: one thing changes, and the width changes so that N = 2·d·L·(2·d + F) stays equal. */
type Change = Pick<RunSettings, 'width'> &
  Partial<Pick<RunSettings, 'feedForwardRatio' | 'layers' | 'heads'>>;

const heads = (width: number, counts: readonly number[]): Change[] =>
  counts.map((number) => ({ width, heads: { by: 'count', number } }));

const CHANGES: Record<ExperimentSize, Readonly<Record<'F/d' | 'd/L' | 'heads', readonly Change[]>>> = {
  full: {
    'F/d': [
      { width: 68, feedForwardRatio: 1 },
      { width: 60, feedForwardRatio: 2 },
      { width: 36, feedForwardRatio: 8 },
      { width: 28, feedForwardRatio: 16 },
    ],
    'd/L': [
      { width: 40, layers: 3 },
      { width: 28, layers: 6 },
      { width: 24, layers: 8 },
      { width: 16, layers: 16 },
    ],
    heads: heads(48, [1, 2, 3, 12]),
  },
  quick: {
    'F/d': [
      { width: 44, feedForwardRatio: 1 },
      { width: 40, feedForwardRatio: 2 },
      { width: 24, feedForwardRatio: 8 },
    ],
    'd/L': [
      { width: 28, layers: 3 },
      { width: 20, layers: 5 },
      { width: 16, layers: 8 },
    ],
    heads: heads(32, [1, 2, 8]),
  },
};

function runsOf(settings: SweepSettings, size: ExperimentSize): RunSettings[] {
  const base = runOf(settings);
  const varied = Object.entries(CHANGES[size]).flatMap(([name, changes]) =>
    changes.map((change) => ({ ...base, ...change, series: name })),
  );
  return [{ ...base, series: 'base' }, ...varied];
}

export const shape = {
  title: 'Shape',
  headline: 'At one size, the shape of a model hardly matters.',
  result:
    'At fixed N, loss depends only weakly on feed-forward width, aspect and heads (Kaplan et al. 2020, figure 5).',
  varies: 'F / d, d / L and the number of heads at fixed N',
  measures: 'runs',
  laws: [],
  fits: [],
  floor: 'auto',
  subject: 'none',
  caveats: [],
  stage: { hero: 'variants', beside: 'loss' } as const,
  views: [] as const,
  unit: 'run',
  settings: { full: { ...FULL_SWEEP, widths: [48] }, quick: { ...QUICK_SWEEP, widths: [32] } },
  editable: USUAL_FIELDS,
  suggests: 'tokens',
  runs: runsOf,
  conclude,
} satisfies Preset;

/** "A few percent" of the loss. */
const FEW = 0.05;

/** Each series varies one thing at fixed N; the base is the run that all of them start from. */
const SHAPE_SERIES = { base: 'base', 'F/d': 'F / d', 'd/L': 'd / L', heads: 'the number of heads' };

/** Kaplan et al. 2020, figure 5: at fixed N, shape hardly matters. */
function conclude({ runs }: Evidence): Finding[] {
  const base = runs.filter((run) => run.settings.series === 'base');
  const varied = Object.entries(SHAPE_SERIES).filter(([series]) => series !== 'base');
  return varied.map(([series, name]) =>
    orElse(LONGER, hardlyMatters(name, [...base, ...runs.filter((run) => run.settings.series === series)])),
  );
}

function hardlyMatters(name: string, runs: readonly Run[]): Finding {
  const claim = `At fixed N the loss stays within ${100 * FEW} % as ${name} varies.`;
  const finished = runs.filter((run) => finalLosses(run) !== null);
  if (finished.length < 3) return notTested(claim, 'Fewer than three models have finished.');
  const losses = finished.map((run) => mean(finalLosses(run) ?? []));
  const least = Math.min(...losses);
  const sizes = finished.map((run) => run.parameters.nonEmbedding);
  const apart = Math.max(...sizes) / Math.min(...sizes) - 1;
  const words = finished.map(
    (run, i) => `${run.label}: +${(100 * ((losses[i] ?? NaN) / least - 1)).toFixed(1)} %`,
  );
  return {
    claim,
    holds: Math.max(...losses) <= (1 + FEW) * least,
    words: `Over the best, ${words.join('; ')}. Their N differ by up to ${(100 * apart).toFixed(0)} %.`,
  };
}
