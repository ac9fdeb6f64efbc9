import type { OptimizerSettings, Schedule } from '../../engine/trainer.ts';
import { seedLanes, type RunSettings } from './run-settings.ts';
import type { SweepSettings } from './sweep-settings.ts';

/** The default sweep: eight widths, 4,000 steps of 1,024 tokens each. */
export const FULL_SWEEP: SweepSettings = {
  corpus: 'sotu',
  widths: [8, 12, 16, 24, 32, 48, 64, 96],
  layers: 2,
  heads: { by: 'size', number: 8 },
  context: 128,
  batch: 8,
  tokens: 4_096_000,
  learningRate: 0.012,
  schedule: 'linear',
  positions: 'rotary',
  seed: 1,
  lanes: 1,
  kernels: 'measured',
  budgets: 'first',
};

/** The sweep for a software adapter: six widths, 1,000 steps each, at a higher rate, which is best for short runs. */
export const QUICK_SWEEP: SweepSettings = {
  ...FULL_SWEEP,
  widths: [8, 12, 16, 24, 32, 48],
  tokens: 1_024_000,
  learningRate: 0.016,
};

/** Warm-up steps. With fewer, narrow models differ by 0.06 nats from seed to seed. */
const WARMUP_STEPS = 100;

/** Bounds of the warm-up's share of a run. */
const LEAST_WARMUP = 0.05;
const MOST_WARMUP = 0.1;

/** Share of the steps in the final decay of `warmup-stable-decay` (Hägele et al. 2024). */
const COOLDOWN = 0.2;

/** The law leaves out narrower models unless a person ticks them, because they lie off the line of the others. */
export const NARROWEST_FITTED = 12;

/** The settings of every run, unless its experiment says otherwise: one model of the default sweep. */
export const RECIPE: RunSettings = {
  corpus: FULL_SWEEP.corpus,
  width: 32,
  layers: FULL_SWEEP.layers,
  heads: FULL_SWEEP.heads,
  feedForwardRatio: 4,
  context: FULL_SWEEP.context,
  batch: FULL_SWEEP.batch,
  tokens: FULL_SWEEP.tokens,
  uniqueTokens: null,
  learningRate: FULL_SWEEP.learningRate,
  schedule: FULL_SWEEP.schedule,
  lanes: seedLanes(1, 1),
  evaluation: { times: 2, windows: 1024 },
  stopping: 'end',
  kernels: FULL_SWEEP.kernels,
  series: '',
  fitted: true,
};

/** Whether the law of a sweep uses this width by default. */
export function isFitted(width: number): boolean {
  return width >= NARROWEST_FITTED;
}

/** The schedule of a run of `steps` steps. */
export function scheduleOf(kind: Schedule['kind'], steps: number): Schedule {
  const warmup = Math.min(MOST_WARMUP, Math.max(LEAST_WARMUP, WARMUP_STEPS / steps));
  return { kind, warmup, cooldown: COOLDOWN };
}

/** AdamW of the recipe; the matrices' rate falls as 1 / C (µP for Adam). */
export function optimizerOf(width: number): OptimizerSettings {
  return { beta1: 0.9, beta2: 0.99, epsilon: 1e-8, clipNorm: 1, matrixRate: 32 / width };
}
