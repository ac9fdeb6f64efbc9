import { initialise } from '../src/engine/model/initialise.ts';
import { layOutParameters } from '../src/engine/model/parameters.ts';
import type { Job } from '../src/engine/training/job.ts';
import type { ModelShape } from '../src/engine/trainer.ts';
import { threefry } from '../src/engine/model/threefry.ts';

const WINDOWS = 1_024;

/** Training on random tokens, which cost what any others do: AdamW with decay, at a constant rate. */
export function benchJob(shape: ModelShape, batch: number, steps: number): Job {
  const length = WINDOWS * shape.context + 1;
  return {
    shape,
    batch,
    lanes: [{ initSeed: 1, orderSeed: 1, learningRate: 1e-3, weightDecay: 0.1 }],
    optimizer: { beta1: 0.9, beta2: 0.99, epsilon: 1e-8, clipNorm: 1, matrixRate: 1 },
    shares: new Float32Array(steps).fill(1),
    tokens: Uint8Array.from({ length }, (_, i) => threefry([0, 0], [i, 0])[0] % shape.vocabulary),
    training: { starts: Uint32Array.from({ length: WINDOWS }, (_, i) => i * shape.context), shuffled: true },
    validation: new Uint32Array(),
    initial: initialise(layOutParameters(shape), 1),
  };
}
