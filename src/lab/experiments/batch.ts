import { concludeBatch } from '../conclusions/batch.ts';
import { QUICK_RECIPE, RECIPE } from '../plan/recipe.ts';
import type { LaneSettings, RunSettings } from '../plan/run-settings.ts';
import type { Preset } from './preset.ts';

/** Rates tried side by side: which is best moves with the batch. */
const RATES = [0.5, 1, 2];

const lanes: LaneSettings[] = RATES.map((rate) => ({ initSeed: 1, orderSeed: 1, rate }));

/** How the best rate grows with the batch: 0.012 at 1,024 tokens a step, 0.032 at 4,096. */
const RATE_GROWTH = 0.7;

/** Batches below this waste no tokens, larger ones need more: about where they turn out to be critical. */
const TURN = 16;

/** One model at several batch sizes at a constant rate, each for as long as it should take to one loss. */
function atBatches(base: RunSettings, leastTokens: number, batches: readonly number[]): RunSettings[] {
  return batches.map((batch) => ({
    ...base,
    batch,
    lanes,
    tokens: leastTokens * (1 + batch / TURN),
    learningRate: RECIPE.learningRate * (batch / RECIPE.batch) ** RATE_GROWTH,
    schedule: 'constant',
    evaluation: { times: 1, windows: 256 },
  }));
}

export const batch: Preset = {
  id: 'batch',
  title: 'Batch size',
  result:
    'Fewer steps cost more tokens, on a hyperbola whose turn, the critical batch size, rises as loss falls (McCandlish et al. 2018; Kaplan et al. 2020, figure 10).',
  varies: 'the batch B at fixed width',
  measures: 'runs',
  laws: [],
  fits: ['batch'],
  floor: 'auto',
  runs: {
    full: atBatches({ ...RECIPE, width: 48 }, 2_000_000, [1, 2, 4, 8, 16, 32, 64]),
    quick: atBatches({ ...QUICK_RECIPE, width: 24 }, 1_000_000, [1, 2, 4, 8, 16, 32, 64]),
  },
  conclude: concludeBatch,
};
