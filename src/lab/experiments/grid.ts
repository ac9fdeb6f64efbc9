import { FULL_SWEEP, QUICK_SWEEP } from '../plan/recipe.ts';
import { runOf } from '../plan/sweep-runs.ts';
import { partsWithin } from '../plan/corpora.ts';
import type { RunSettings } from '../plan/run-settings.ts';
import type { SweepSettings } from '../plan/sweep-settings.ts';
import { USUAL_FIELDS, type ExperimentSize, type Preset } from './preset.ts';

/** Distinct tokens U of each corpus. */
const PARTS: Record<ExperimentSize, readonly number[]> = {
  full: [32e3, 128e3, 512e3, 2048e3],
  quick: [16e3, 64e3, 256e3, 1024e3],
};

/** Every width on each part of the corpus, stopped early. */
function runsOf(settings: SweepSettings, size: ExperimentSize): RunSettings[] {
  return partsWithin(PARTS[size], settings).flatMap((unique) =>
    settings.widths.map((width): RunSettings => ({
      ...runOf(settings, width),
      uniqueTokens: unique,
      stopping: 'early',
      evaluation: { times: 10, windows: 256 },
      series: `U ${unique / 1000}k`,
    })),
  );
}

export const grid = {
  title: 'N × D grid',
  headline: 'One law of model size and text size says how much loss to expect.',
  result:
    'One law of N and D says how loss depends on both, and when a corpus is too small (Kaplan et al. 2020, figures 4 and 9).',
  varies: 'the width d and the distinct tokens U',
  measures: 'runs',
  laws: ['N'],
  fits: ['grid', 'steps'],
  floor: 'auto',
  subject: 'grid',
  caveats: ['D is the distinct tokens U: a corpus repeated more than about four times bends the law.'],
  stage: { hero: 'scaling', beside: 'loss' } as const,
  views: ['collapse', 'residuals', 'efficient'] as const,
  unit: 'run',
  settings: {
    full: { ...FULL_SWEEP, tokens: 2_048_000, widths: [12, 16, 24, 32, 48, 64] },
    quick: { ...QUICK_SWEEP, widths: [12, 16, 32, 48] },
  },
  editable: {
    ...USUAL_FIELDS,
    widths: 'one model each on every part of the text',
    tokens: 'a model; parts of the text beyond D are left out',
  },
  suggests: 'tokens',
  runs: runsOf,
} satisfies Preset;
