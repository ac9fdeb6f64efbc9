import { FULL_SWEEP, QUICK_SWEEP } from '../plan/recipe.ts';
import type { Preset } from './preset.ts';

/** Runs of others, from a table. Its columns decide which laws are fitted (`src/lab/imported/measured-fits.ts`). */
export const imported = {
  title: 'Imported runs',
  headline: 'Laws through runs that others have trained.',
  result:
    'Laws through runs that others have trained: any table with a loss, and with parameters N, tokens D or compute C.',
  varies: 'whatever the table varies',
  measures: 'table',
  laws: [],
  fits: [],
  floor: 'auto',
  subject: 'none',
  caveats: [],
  stage: { hero: 'measured-scaling', beside: null } as const,
  views: ['measured-isoflop', 'optima', 'exponents', 'measured-residuals'] as const,
  unit: 'run',
  settings: { full: FULL_SWEEP, quick: QUICK_SWEEP },
  editable: {},
  suggests: 'tokens',
  runs: () => [],
} satisfies Preset;
