import { FULL_SWEEP, QUICK_SWEEP } from '../plan/recipe.ts';
import type { Preset } from './preset.ts';

export const calculator = {
  title: 'Calculator',
  headline: 'Training costs about six FLOP for each parameter and token.',
  result: 'C = 6·N·D reproduces the training compute of GPT-3 (Brown et al. 2020, table D.1).',
  varies: 'published models',
  measures: 'nothing',
  laws: [],
  fits: [],
  floor: 'auto',
  subject: 'none',
  caveats: [],
  stage: { hero: 'calculator', beside: null } as const,
  views: ['counting'] as const,
  unit: 'run',
  settings: { full: FULL_SWEEP, quick: QUICK_SWEEP },
  editable: {},
  suggests: 'tokens',
  runs: () => [],
} satisfies Preset;
