import { concludeData } from '../conclusions/data.ts';
import { QUICK_RECIPE, RECIPE } from '../plan/recipe.ts';
import type { RunSettings } from '../plan/run-settings.ts';
import type { Preset } from './preset.ts';

/** One model on corpora of such sizes, each read again and again for the same number of tokens, and stopped early. */
function onParts(base: RunSettings, uniqueTokens: readonly number[]): RunSettings[] {
  return uniqueTokens.map((unique) => ({
    ...base,
    uniqueTokens: unique,
    stopping: 'early',
    evaluation: { times: 20, windows: 512 },
  }));
}

export const data: Preset = {
  id: 'data',
  title: 'Data',
  result:
    'A large model stopped early is limited by its corpus: loss is a power law of distinct tokens (Kaplan et al. 2020, figure 4).',
  varies: 'the distinct tokens U at a fixed large N',
  measures: 'runs',
  laws: ['U'],
  fits: [],
  floor: 'auto',
  runs: {
    full: onParts({ ...RECIPE, width: 64 }, [16e3, 32e3, 64e3, 128e3, 256e3, 512e3, 1024e3, 2048e3]),
    quick: onParts({ ...QUICK_RECIPE, width: 48 }, [8e3, 16e3, 32e3, 64e3, 128e3, 256e3, 512e3]),
  },
  conclude: concludeData,
};
