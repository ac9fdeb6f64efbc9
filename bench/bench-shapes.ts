import type { ModelShape } from '../src/engine/trainer.ts';

/** Windows a step. */
export const BATCH = 16;

/** Widths and layers that are timed. */
const SIZES = [
  { width: 32, layers: 2 },
  { width: 32, layers: 4 },
  { width: 64, layers: 2 },
  { width: 64, layers: 4 },
  { width: 128, layers: 2 },
  { width: 128, layers: 4 },
];

/** V = 256, T = 64, learned positions, untied head, head size 16 (32 at width 128). */
export const shapes: readonly ModelShape[] = SIZES.map(({ width, layers }) => ({
  vocabulary: 256,
  context: 64,
  width,
  layers,
  heads: width === 128 ? 4 : width / 16,
  feedForward: 4 * width,
  positions: 'learned',
  tiedHead: false,
}));
