import { FULL_SWEEP, QUICK_SWEEP } from '../plan/recipe.ts';
import { runOf } from '../plan/sweep-runs.ts';
import type { RunSettings } from '../plan/run-settings.ts';
import type { SweepSettings } from '../plan/sweep-settings.ts';
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
  settings: {
    full: { ...FULL_SWEEP, widths: [48], lanes: 4 },
    quick: { ...QUICK_SWEEP, widths: [32], lanes: 4 },
  },
  editable: USUAL_FIELDS,
  suggests: 'tokens',
  runs: runsOf,
} satisfies Preset;
