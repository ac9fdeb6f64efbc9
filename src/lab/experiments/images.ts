import { LANES_MAX, WIDTH_MAX, WIDTH_MIN } from '../plan/read-draft.ts';
import { FULL_SWEEP } from '../plan/recipe.ts';
import { seedLanes, type RunSettings } from '../plan/run-settings.ts';
import { runOf } from '../plan/sweep-runs.ts';
import type { SweepSettings } from '../plan/sweep-settings.ts';
import { USUAL_FIELDS, type Preset } from './preset.ts';

/**
 * Seeds of a width for each seed of the widest. The law levels off by little more than seeds differ, and narrow models cost
 * little, so they get most seeds. The last row is for all wider ones.
 */
const SEEDS: readonly { readonly upTo: number; readonly times: number }[] = [
  { upTo: 16, times: 6 },
  { upTo: 32, times: 3 },
  { upTo: WIDTH_MAX, times: 1 },
];

/** All held-out patches, once. */
const EVALUATION = { times: 1, windows: 4_872 };

function runsOf(settings: SweepSettings): RunSettings[] {
  return settings.widths.map((width) => {
    const times = SEEDS.find(({ upTo }) => width <= upTo)?.times ?? 1;
    return {
      ...runOf(settings, width),
      lanes: seedLanes(settings.seed, Math.min(LANES_MAX, times * settings.lanes)),
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
  floorCaveat: 'The constant is that of these models on these patches at this D, not the entropy of images.',
  stage: { hero: 'scaling', beside: 'loss' } as const,
  views: ['residuals'] as const,
  unit: 'width',
  settings: {
    full: { ...SWEEP, widths: [8, 12, 16, 24, 32, 64], tokens: 1_024_000 },
    quick: { ...SWEEP, widths: [8, 12, 16, 24, 32, 48], tokens: 384_000 },
  },
  editable: {
    ...FIELDS,
    tokens: 'a model; a patch has 64',
    lanes: 'of the widest; up to d 32 three times as many, up to d 16 six times',
    widths: `one run each, ${WIDTH_MIN} to ${WIDTH_MAX.toLocaleString('en')}`,
    positions: 'how a model knows the order',
  },
  suggests: 'tokens',
  runs: runsOf,
} satisfies Preset;
