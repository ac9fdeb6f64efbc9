import { FULL_SWEEP, QUICK_SWEEP } from '../plan/recipe.ts';
import { runOf } from '../plan/sweep-runs.ts';
import { partsWithin } from '../plan/corpora.ts';
import type { RunSettings } from '../plan/run-settings.ts';
import type { SweepSettings } from '../plan/sweep-settings.ts';
import { USUAL_FIELDS, type ExperimentSize, type Preset } from './preset.ts';

/** Distinct tokens U of each corpus. */
const PARTS: Record<ExperimentSize, readonly number[]> = {
  full: [16e3, 32e3, 64e3, 128e3, 256e3, 512e3, 1024e3, 2048e3],
  quick: [8e3, 16e3, 32e3, 64e3, 128e3, 256e3, 512e3],
};

/** One model on each part of the corpus. It reads the part again and again up to the same D, and is stopped early. */
function runsOf(settings: SweepSettings, size: ExperimentSize): RunSettings[] {
  return partsWithin(PARTS[size], settings).map((unique) => ({
    ...runOf(settings),
    uniqueTokens: unique,
    stopping: 'early',
    evaluation: { times: 20, windows: 512 },
  }));
}

export const data = {
  title: 'Data',
  headline: 'A large model is limited by its text: more distinct tokens, less loss.',
  result:
    'A large model stopped early is limited by its corpus: loss is a power law of distinct tokens (Kaplan et al. 2020, figure 4).',
  varies: 'the distinct tokens U at a fixed large N',
  measures: 'runs',
  laws: ['U'],
  fits: [],
  floor: 'auto',
  subject: 'series',
  caveats: ['Every model has the same N and is stopped early, so this is L(U) at fixed N.'],
  stage: { hero: 'scaling', beside: 'loss' } as const,
  views: ['overfit', 'residuals'] as const,
  unit: 'run',
  settings: { full: { ...FULL_SWEEP, widths: [64] }, quick: { ...QUICK_SWEEP, widths: [48] } },
  editable: { ...USUAL_FIELDS, tokens: 'a model; parts of the text beyond D are left out' },
  suggests: 'tokens',
  runs: runsOf,
} satisfies Preset;
