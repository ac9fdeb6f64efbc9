// A small plan on the real corpus. Trains nothing.
import { inject } from 'vitest';
import { CORPORA, findCorpus } from '../../../src/corpus/catalogue.ts';
import type { RunPlan, TransformerShape } from '../../../src/engine/trainer.ts';
import '../shaders/adapter-features.ts';

interface TransformerPlan extends RunPlan {
  shape: TransformerShape;
}

/** A plan on the real corpus that a software adapter trains in a second or two. */
export function tinyPlan(changes?: Partial<TransformerPlan>): TransformerPlan;
export function tinyPlan(changes: Partial<RunPlan>): RunPlan;
export function tinyPlan(changes: Partial<RunPlan> = {}): RunPlan {
  const { alphabet } = findCorpus('sotu');
  return {
    id: 'tiny',
    shape: {
      kind: 'transformer',
      vocabulary: alphabet.length,
      context: 24,
      width: 12,
      layers: 1,
      heads: 2,
      feedForward: 48,
      positions: 'rotary',
      tiedHead: false,
    },
    batch: 4,
    steps: 40,
    lanes: [{ initSeed: 1, orderSeed: 2, learningRate: 0.01, weightDecay: 0 }],
    schedule: { kind: 'linear', warmup: 0.1, cooldown: 0 },
    optimizer: { beta1: 0.9, beta2: 0.99, epsilon: 1e-8, clipNorm: 1, matrixRate: 2 },
    corpus: { kind: 'text', id: 'sotu', url: new URL(`/${CORPORA}`, location.href).href, parts: 1 },
    evaluation: { windows: 16, steps: [20] },
    // Comparing kernels compiles them twice.
    untuned: inject('slowCompiler'),
    ...changes,
  };
}
