import { concludeGrid } from '../conclusions/grid.ts';
import { QUICK_RECIPE, RECIPE } from '../plan/recipe.ts';
import type { RunSettings } from '../plan/run-settings.ts';
import type { Preset } from './preset.ts';

/** Every width on every size of corpus, stopped early. */
function gridOf(
  base: RunSettings,
  widths: readonly number[],
  uniqueTokens: readonly number[],
): RunSettings[] {
  return uniqueTokens.flatMap((unique) =>
    widths.map((width): RunSettings => ({
      ...base,
      width,
      uniqueTokens: unique,
      stopping: 'early',
      evaluation: { times: 10, windows: 256 },
      series: `U ${unique / 1000}k`,
    })),
  );
}

export const grid: Preset = {
  id: 'grid',
  title: 'N × D grid',
  result:
    'One law of N and D says how loss depends on both, and when a corpus is too small (Kaplan et al. 2020, figures 4 and 9).',
  varies: 'the width d and the distinct tokens U',
  measures: 'runs',
  laws: ['N'],
  fits: ['grid'],
  floor: 'auto',
  runs: {
    full: gridOf({ ...RECIPE, tokens: 2_048_000 }, [12, 16, 24, 32, 48, 64], [32e3, 128e3, 512e3, 2048e3]),
    quick: gridOf(QUICK_RECIPE, [12, 16, 32, 48], [16e3, 64e3, 256e3, 1024e3]),
  },
  conclude: concludeGrid,
};
