import type { ModelShape } from '../src/engine/trainer.ts';

/** Windows per step. */
export const BATCH = 16;

const COMMON = { kind: 'transformer', vocabulary: 256, positions: 'learned', tiedHead: false } as const;

/** Timed widths and layers. */
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
  ...COMMON,
  context: 64,
  width,
  layers,
  heads: width === 128 ? 4 : width / 16,
  feedForward: 4 * width,
}));

/** Losses of the first shape after 0, 10 … 50 steps on the same windows (`firstLosses`), as SwiftShader computes them. */
export const RECORDED_LOSSES: readonly number[] = [
  5.545177, 5.412245, 5.257315, 5.077432, 4.864628, 4.609476,
];

/** So large that arithmetic takes most of a GPU's time: 25 million parameters in its blocks. */
export const largeShape: ModelShape = {
  ...COMMON,
  context: 256,
  width: 512,
  layers: 8,
  heads: 16,
  feedForward: 2_048,
};

/** Shapes that are timed with several lanes. */
export const laneShapes = shapes.filter(({ width, layers }) => width <= 64 && layers === 2);

/** Shapes whose checkpoints are timed: the smallest, the largest, and one of about twenty megabytes. */
export const checkpointShapes: readonly ModelShape[] = [
  ...shapes.filter((_, i) => i === 0 || i === shapes.length - 1),
  { ...COMMON, context: 64, width: 256, layers: 2, heads: 8, feedForward: 1_024 },
];
