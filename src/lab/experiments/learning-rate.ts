import { WIDTH_MAX, WIDTH_MIN } from '../plan/read-draft.ts';
import { FULL_SWEEP, QUICK_SWEEP } from '../plan/recipe.ts';
import type { RunSettings } from '../plan/run-settings.ts';
import { runOf } from '../plan/sweep-runs.ts';
import type { SweepSettings } from '../plan/sweep-settings.ts';
import { USUAL_FIELDS, type Preset } from './preset.ts';

/** Multiples of the recipe's rate, each twice the one before. */
const RATES = [1 / 8, 1 / 4, 1 / 2, 1, 2, 4, 8];

/** Every rate with every seed, side by side, at each width. */
function runsOf(settings: SweepSettings): RunSettings[] {
  const { lanes, seed, widths } = settings;
  const seeds = Array.from({ length: lanes }, (_, i) => seed + i);
  return widths.map((width) => ({
    ...runOf(settings, width),
    lanes: RATES.flatMap((rate) => seeds.map((own) => ({ initSeed: own, orderSeed: own, rate }))),
  }));
}

export const learningRate = {
  title: 'Learning rate',
  headline: 'One learning rate is best, and it stays as models get wider.',
  result:
    'The best learning rate stays where it is as a model gets wider, if the rate of the matrices falls as 1 / d (µP; Yang et al. 2022, figure 1).',
  varies: 'the learning rate, a factor of 64, at two widths',
  measures: 'runs',
  laws: [],
  fits: ['rates'],
  floor: 'auto',
  subject: 'none',
  mayDiverge: true,
  caveats: [
    'The best rate is that of this batch, schedule and number of tokens: longer runs and smaller batches have a lower one.',
  ],
  stage: { hero: 'rates', beside: 'loss' } as const,
  views: [] as const,
  unit: 'width',
  settings: {
    full: { ...FULL_SWEEP, widths: [16, 48], tokens: 2_048_000, lanes: 2 },
    quick: { ...QUICK_SWEEP, widths: [12, 24], lanes: 2 },
  },
  editable: {
    widths: `from narrow to wide, ${WIDTH_MIN} to ${WIDTH_MAX.toLocaleString('en')}`,
    learningRate: 'the middle of the seven rates; matrices use them times 32 / d',
    schedule: 'how the rate changes over a run',
    ...USUAL_FIELDS,
    lanes: 'seeds of each rate; 2 at most',
  },
  suggests: 'tokens',
  runs: runsOf,
} satisfies Preset;
