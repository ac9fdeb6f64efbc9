import { concludeDepth } from '../conclusions/depth.ts';
import { QUICK_RECIPE, RECIPE } from '../plan/recipe.ts';
import type { RunSettings } from '../plan/run-settings.ts';
import type { Preset } from './preset.ts';

/** Every width at every depth; a depth is a series. */
function depths(base: RunSettings, layers: readonly number[], widths: readonly number[]): RunSettings[] {
  return layers.flatMap((count) =>
    widths.map((width) => ({ ...base, layers: count, width, series: `L ${count}` })),
  );
}

export const depth: Preset = {
  id: 'depth',
  title: 'Depth',
  result:
    'Counted without embedding, models of two or more layers lie on one line L(N), those of one layer above it (Kaplan et al. 2020, figure 6).',
  varies: 'the layers L and the width d',
  measures: 'runs',
  laws: ['N'],
  fits: ['depth'],
  floor: 'auto',
  runs: {
    full: depths({ ...RECIPE, tokens: 2_048_000 }, [1, 2, 3, 4, 6], [16, 24, 32, 48, 64]),
    quick: depths(QUICK_RECIPE, [1, 2, 4], [12, 16, 24, 32]),
  },
  conclude: concludeDepth,
};
