import { LANES_MAX } from '../plan/read-draft.ts';
import { FULL_SWEEP } from '../plan/recipe.ts';
import { seedLanes, type RunSettings } from '../plan/run-settings.ts';
import { runOf } from '../plan/sweep-runs.ts';
import type { SweepSettings } from '../plan/sweep-settings.ts';
import { USUAL_FIELDS, type Preset } from './preset.ts';

/**
 * Seeds of a width for each seed of the widest. The law levels off by little more than seeds differ, and narrow models cost
 * little, so they get most seeds.
 */
function seedsOf(width: number): number {
  if (width <= 16) return 6;
  return width <= 32 ? 3 : 1;
}

/** All held-out patches, once. */
const EVALUATION = { times: 1, windows: 4_872 };

function runsOf(settings: SweepSettings): RunSettings[] {
  return settings.widths.map((width) => {
    return {
      ...runOf(settings, width),
      lanes: seedLanes(settings.seed, Math.min(LANES_MAX, seedsOf(width) * settings.lanes)),
      evaluation: EVALUATION,
    };
  });
}

/** On the photographs alone. */
const { corpus: _, ...FIELDS } = USUAL_FIELDS;

const SWEEP: SweepSettings = {
  ...FULL_SWEEP,
  corpus: 'photographs',
  context: 64,
  batch: 16,
  lanes: 2,
  positions: 'both',
};

export const images = {
  title: 'Images',
  headline: 'On images the loss levels off: a power law and a constant.',
  result:
    'On images the loss is a power law plus a constant, which is most of the loss (Henighan et al. 2020, figure 1).',
  varies: 'the width d, on patches of photographs',
  measures: 'runs',
  laws: ['N'],
  fits: ['floors'],
  floor: 'always',
  subject: 'series',
  caveats: ['Every model saw the same D, so this is L(N) at fixed D.'],
  stage: { hero: 'scaling', beside: 'loss' } as const,
  views: ['residuals'] as const,
  unit: 'width',
  settings: {
    full: { ...SWEEP, widths: [8, 12, 16, 24, 32, 64], tokens: 1_024_000, lanes: 4 },
    quick: { ...SWEEP, widths: [8, 12, 16, 24, 32, 48], tokens: 384_000 },
  },
  editable: {
    ...FIELDS,
    tokens: 'a model; 1.02M are half of the patches',
    lanes: 'of the widest; narrow ones get 3 and 6 times as many',
    widths: 'one run each',
    positions: 'how a model knows the order',
  },
  suggests: 'tokens',
  runs: runsOf,
} satisfies Preset;
