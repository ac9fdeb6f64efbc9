import { initialiseLanes } from '../src/engine/model/initialise.ts';
import type { Job } from '../src/engine/run/job.ts';
import { networkOf } from '../src/engine/training/networks.ts';
import type { ModelShape } from '../src/engine/trainer.ts';
import { threefry } from '../src/engine/random/threefry.ts';
import { BATCH } from './bench-shapes.ts';

/** Steps in the schedule: enough for every timed step. */
const STEPS = 200_000;

export interface BenchJobSettings {
  lanes?: number;
  /** Windows of the text. If their number is the batch size, every step trains on the same windows. */
  windows?: number;
}

/** Training by AdamW with decay at a constant rate. Its tokens are random, because that does not change the time. */
export function benchJob(shape: ModelShape, { lanes = 1, windows = 1_024 }: BenchJobSettings = {}): Job {
  const length = windows * shape.context + 1;
  const network = networkOf(shape);
  const seeds = Array.from({ length: lanes }, (_, lane) => lane + 1);
  const laneSettings = seeds.map((seed) => ({
    initSeed: seed,
    orderSeed: seed,
    learningRate: 1e-3,
    weightDecay: 0.1,
  }));
  return {
    network,
    batch: BATCH,
    lanes: laneSettings,
    optimizer: { beta1: 0.9, beta2: 0.99, epsilon: 1e-8, clipNorm: 1, matrixRate: 1 },
    shares: new Float32Array(STEPS).fill(1),
    tokens: Uint8Array.from({ length }, (_, i) => threefry([0, 0], [i, 0])[0] % shape.vocabulary),
    training: { starts: Uint32Array.from({ length: windows }, (_, i) => i * shape.context), shuffled: true },
    validation: new Uint32Array(),
    initial: initialiseLanes(network.layout, laneSettings),
    plain: false,
  };
}
