import { concludeShape } from '../conclusions/shape.ts';
import { QUICK_RECIPE, RECIPE } from '../plan/recipe.ts';
import type { RunSettings } from '../plan/run-settings.ts';
import type { Preset } from './preset.ts';

/** Other shapes of one N: each changes one thing, and the width with it so that N = 2·d·L·(2·d + F) stays. */
type Change = Pick<RunSettings, 'width'> &
  Partial<Pick<RunSettings, 'feedForwardRatio' | 'layers' | 'heads'>>;

function shapes(
  base: RunSettings,
  series: Readonly<Record<'F/d' | 'd/L' | 'heads', readonly Change[]>>,
): RunSettings[] {
  const varied = Object.entries(series).flatMap(([name, changes]) =>
    changes.map((change) => ({ ...base, ...change, series: name })),
  );
  return [{ ...base, series: 'base' }, ...varied];
}

const heads = (width: number, counts: readonly number[]): Change[] =>
  counts.map((number) => ({ width, heads: { by: 'count', number } }));

export const shape: Preset = {
  id: 'shape',
  title: 'Shape',
  result:
    'At fixed N, loss depends but weakly on feed-forward width, aspect and heads (Kaplan et al. 2020, figure 5).',
  varies: 'F / d, d / L and the number of heads at fixed N',
  measures: 'runs',
  laws: [],
  fits: [],
  floor: 'auto',
  runs: {
    full: shapes(
      { ...RECIPE, width: 48 },
      {
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
    ),
    quick: shapes(
      { ...QUICK_RECIPE, width: 32 },
      {
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
    ),
  },
  conclude: concludeShape,
};
