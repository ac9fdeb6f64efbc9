import { CONTEXT_MIN } from '../plan/read-draft.ts';
import { FULL_SWEEP, QUICK_SWEEP } from '../plan/recipe.ts';
import type { Preset } from './preset.ts';

/** Nothing is trained, so that a short text will do. */
const LEAST_WINDOWS = { context: CONTEXT_MIN, batch: 1 };

export const zipf = {
  title: 'Zipf',
  headline: 'The frequency of words is a power law of their rank.',
  result: 'The frequency of words is a power law of their rank (Zipf 1935).',
  varies: 'the rank of a word',
  measures: 'text',
  laws: [],
  fits: [],
  floor: 'auto',
  subject: 'none',
  caveats: [],
  stage: { hero: 'rank', beside: null } as const,
  views: [] as const,
  unit: 'run',
  settings: { full: { ...FULL_SWEEP, ...LEAST_WINDOWS }, quick: { ...QUICK_SWEEP, ...LEAST_WINDOWS } },
  editable: { corpus: 'whose words are counted' },
  suggests: 'tokens',
  runs: () => [],
} satisfies Preset;
