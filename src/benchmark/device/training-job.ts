import { initialiseLanes } from '../../engine/model/initialise.ts';
import { threefry } from '../../engine/random/threefry.ts';
import type { Job } from '../../engine/run/job.ts';
import { networkOf } from '../../engine/training/networks.ts';
import type { ModelShape } from '../../engine/trainer.ts';
import { STANDARD } from '../standard/standard.ts';

/** Steps in the schedule: more than any benchmark trains. */
const STEPS = 200_000;

export interface TrainingJobSettings {
  lanes?: number;
  /** Windows per step. */
  batch?: number;
  /** Windows of the text. If their number is the batch size, every step trains on the same windows. */
  windows?: number;
  /** Replaces the learning rate of the standard. */
  learningRate?: number;
}

/** Training by the standard's AdamW at a constant rate. Its tokens are random, because that does not change the time. */
export function trainingJob(
  shape: ModelShape,
  {
    lanes = 1,
    batch = STANDARD.batch,
    windows = STANDARD.text.timedWindows,
    learningRate = STANDARD.training.learningRate,
  }: TrainingJobSettings = {},
): Job {
  const { firstSeed, optimizer, weightDecay } = STANDARD.training;
  const length = windows * shape.context + 1;
  const network = networkOf(shape);
  const laneSettings = Array.from({ length: lanes }, (_, lane) => ({
    initSeed: firstSeed + lane,
    orderSeed: firstSeed + lane,
    learningRate,
    weightDecay,
  }));
  return {
    network,
    batch,
    lanes: laneSettings,
    optimizer,
    shares: new Float32Array(STEPS).fill(1),
    tokens: Uint8Array.from({ length }, (_, i) => threefry([0, 0], [i, 0])[0] % shape.vocabulary),
    training: { starts: Uint32Array.from({ length: windows }, (_, i) => i * shape.context), shuffled: true },
    validation: new Uint32Array(),
    initial: initialiseLanes(network.layout, laneSettings),
    plain: false,
  };
}
