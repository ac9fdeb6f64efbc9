import { initialise } from '../src/engine/model/initialise.ts';
import { layOutParameters } from '../src/engine/model/parameters.ts';
import type { Job } from '../src/engine/run/job.ts';
import type { ModelShape } from '../src/engine/trainer.ts';
import { threefry } from '../src/engine/random/threefry.ts';
import { BATCH } from './bench-shapes.ts';

/** Room in the schedule for every step that is timed. */
const STEPS = 200_000;

export interface BenchJobSettings {
  lanes?: number;
  /** Windows of the text: as many as a batch has make every step train on the same. */
  windows?: number;
}

/** Training on random tokens, which cost what any others do: AdamW with decay, at a constant rate. */
export function benchJob(shape: ModelShape, { lanes = 1, windows = 1_024 }: BenchJobSettings = {}): Job {
  const length = windows * shape.context + 1;
  const seeds = Array.from({ length: lanes }, (_, lane) => lane + 1);
  return {
    shape,
    batch: BATCH,
    lanes: seeds.map((seed) => ({ initSeed: seed, orderSeed: seed, learningRate: 1e-3, weightDecay: 0.1 })),
    optimizer: { beta1: 0.9, beta2: 0.99, epsilon: 1e-8, clipNorm: 1, matrixRate: 1 },
    shares: new Float32Array(STEPS).fill(1),
    tokens: Uint8Array.from({ length }, (_, i) => threefry([0, 0], [i, 0])[0] % shape.vocabulary),
    training: { starts: Uint32Array.from({ length: windows }, (_, i) => i * shape.context), shuffled: true },
    validation: new Uint32Array(),
    initial: initialParameters(shape, seeds),
    plain: false,
  };
}

/** `[R, P]`. */
function initialParameters(shape: ModelShape, seeds: readonly number[]): Float32Array<ArrayBuffer> {
  const layout = layOutParameters(shape);
  const initial = new Float32Array(seeds.length * layout.count);
  seeds.forEach((seed, lane) => initial.set(initialise(layout, seed), lane * layout.count));
  return initial;
}
