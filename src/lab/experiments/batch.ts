import { FULL_SWEEP, QUICK_SWEEP } from '../plan/recipe.ts';
import { runOf } from '../plan/sweep-runs.ts';
import type { RunSettings } from '../plan/run-settings.ts';
import type { SweepSettings } from '../plan/sweep-settings.ts';
import { USUAL_FIELDS, type Preset } from './preset.ts';

/** Rates tried side by side, because the best one depends on the batch. */
const RATES = [0.5, 1, 2];

/** Exponent of the best rate over the batch: 0.012 at 1,024 tokens a step, 0.032 at 4,096. */
const RATE_GROWTH = 0.7;

/** About the critical batch: smaller batches waste no tokens, larger batches need more. */
const TURN = 16;

const BATCHES = [1, 2, 4, 8, 16, 32, 64];

/** One model at several batch sizes at a constant rate. Each run is as long as it should need to reach one loss. */
function runsOf(settings: SweepSettings): RunSettings[] {
  const { seed } = settings;
  return BATCHES.map((size) => ({
    ...runOf(settings),
    batch: size,
    lanes: RATES.map((rate) => ({ initSeed: seed, orderSeed: seed, rate })),
    tokens: settings.tokens * (1 + size / TURN),
    learningRate: FULL_SWEEP.learningRate * (size / FULL_SWEEP.batch) ** RATE_GROWTH,
    schedule: 'constant',
    evaluation: { times: 1, windows: 256 },
  }));
}

/** Without seeds, because the fit uses the fastest of the models side by side, and several seeds would bias it. */
const { lanes: _, ...FIELDS } = USUAL_FIELDS;

export const batch = {
  title: 'Batch size',
  headline: 'Larger batches save steps, up to a critical size.',
  result:
    'Fewer steps cost more tokens, on a hyperbola whose turn, the critical batch size, rises as loss falls (McCandlish et al. 2018; Kaplan et al. 2020, figure 10).',
  varies: 'the batch B at fixed width',
  measures: 'runs',
  laws: [],
  fits: ['batch'],
  floor: 'auto',
  subject: 'batch',
  caveats: [
    'Constant learning rate, the best of three at each batch size: a finer search would move the hyperbola.',
  ],
  stage: { hero: 'batch', beside: 'loss' } as const,
  views: [] as const,
  unit: 'run',
  settings: {
    full: { ...FULL_SWEEP, widths: [48], tokens: 2_000_000 },
    quick: { ...QUICK_SWEEP, widths: [24], tokens: 1_000_000 },
  },
  editable: { ...FIELDS, tokens: 'at a batch that wastes none; larger batches see more' },
  suggests: 'tokens',
  runs: runsOf,
} satisfies Preset;
