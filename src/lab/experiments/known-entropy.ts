import { concludeKnownEntropy } from '../conclusions/known-entropy.ts';
import { isFitted, QUICK_RECIPE, RECIPE } from '../plan/recipe.ts';
import type { RunSettings } from '../plan/run-settings.ts';
import type { Preset } from './preset.ts';

/** A series of widths on one source. */
function onSource(base: RunSettings, corpus: string, widths: readonly number[]): RunSettings[] {
  return widths.map((width) => ({ ...base, corpus, width, series: corpus, fitted: isFitted(width) }));
}

/** Nothing is to be learned, and no law to be fitted: two short runs, at a rate that keeps their own noise small. */
function onUniform(base: RunSettings): RunSettings[] {
  const short = { ...base, tokens: 204_800, learningRate: 0.004 };
  return onSource(short, 'uniform', [8, 32]).map((run) => ({ ...run, fitted: false }));
}

export const knownEntropy: Preset = {
  id: 'known-entropy',
  title: 'Known entropy',
  result: 'Loss is H + KL: the floor of the law is the entropy of the source (Henighan et al. 2020).',
  varies: 'the width d, on sources whose entropy is known',
  measures: 'runs',
  laws: ['N'],
  fits: [],
  floor: 'always',
  runs: {
    full: [
      ...onSource(RECIPE, 'zipf-markov', [8, 12, 16, 24, 32, 48, 64, 96]),
      ...onSource(RECIPE, 'phrases', [8, 12, 16, 24, 32, 48, 64, 96]),
      ...onUniform(RECIPE),
    ],
    quick: [
      ...onSource(QUICK_RECIPE, 'zipf-markov-small', [12, 16, 20, 24, 32, 40, 48]),
      ...onUniform(QUICK_RECIPE),
    ],
  },
  conclude: concludeKnownEntropy,
};
