// Models with random weights in Loglog's files. Trains nothing.
import { findCorpus } from '../../../src/corpus/catalogue.ts';
import { layOutParameters } from '../../../src/engine/transformer/parameters.ts';
import type { ModelFiles, ModelShape, RunPlan, TransformerShape } from '../../../src/engine/trainer.ts';
import { modelFiles } from '../../../src/engine/training/model-files.ts';
import { Random } from '../shaders/random.ts';

const CORPUS = 'sotu';

const SIZES = {
  kind: 'transformer',
  vocabulary: findCorpus(CORPUS).alphabet.length,
  context: 24,
  width: 24,
  layers: 3,
  heads: 3,
  feedForward: 40,
} as const;

/** The positions that a class of `transformers` has, with a head of its own and with a tied one. */
export const SHAPES = (['learned', 'rotary'] as const).flatMap((positions) =>
  [false, true].map((tiedHead) => ({ ...SIZES, positions, tiedHead })),
);

/** Learned positions beside rotary ones, which no class has. */
export const BOTH = [false, true].map((tiedHead): TransformerShape => ({
  ...SIZES,
  positions: 'both',
  tiedHead,
}));

/** The files of a model with random weights of size 0.5, and random tokens for it. */
export function randomModel(shape: TransformerShape): { files: ModelFiles; tokens: number[][] } {
  const random = new Random();
  const weights = new Float32Array(random.normals(layOutParameters(shape).count, 0.5));
  const tokens = Array.from({ length: 2 }, () => random.wholes(shape.context, shape.vocabulary));
  return { files: filesOf(shape, weights), tokens };
}

/** The files that Loglog writes of a model with these weights `[P]`. */
export function filesOf(shape: ModelShape, weights: Float32Array): ModelFiles {
  return modelFiles(planOf(shape), weights, 0);
}

function planOf(shape: ModelShape): RunPlan {
  return {
    id: 'random',
    shape,
    batch: 1,
    steps: 1,
    lanes: [{ initSeed: 0, orderSeed: 0, learningRate: 1, weightDecay: 0 }],
    schedule: { kind: 'linear', warmup: 0, cooldown: 0 },
    optimizer: { beta1: 0.9, beta2: 0.99, epsilon: 1e-8, clipNorm: 1, matrixRate: 1 },
    corpus: { kind: 'text', id: CORPUS, url: '' },
    evaluation: { windows: 0, steps: [] },
  };
}
