import type { Schedule } from '../../engine/trainer.ts';
import type { HeadRule, KernelChoice } from './sweep-settings.ts';

/** One of the models of a run that are trained side by side. */
export interface LaneSettings {
  readonly initSeed: number;
  readonly orderSeed: number;
  /** Multiple of the run's learning rate. */
  readonly rate: number;
}

/** Everything an experiment may vary of one run. */
export interface RunSettings {
  /** Id of a text or of a source whose entropy is known. */
  readonly corpus: string;
  /** C. */
  readonly width: number;
  /** L. */
  readonly layers: number;
  readonly heads: HeadRule;
  /** F / C. */
  readonly feedForwardRatio: number;
  /** T, tokens a window. */
  readonly context: number;
  /** B, windows a step. */
  readonly batch: number;
  /** D, tokens each model sees; training rounds it to whole steps. */
  readonly tokens: number;
  /** U, distinct tokens among these; null for as many as the corpus has. */
  readonly uniqueTokens: number | null;
  /** Peak rate of embeddings, gains and biases. */
  readonly learningRate: number;
  readonly schedule: Schedule['kind'];
  readonly lanes: readonly LaneSettings[];
  readonly evaluation: {
    /** Evaluations, evenly spread over the run, the last at its end. */
    readonly times: number;
    /** Validation windows, where the held-out text has so many. */
    readonly windows: number;
  };
  /** Whether a run has reached the least loss of its evaluations, as if it had been stopped there, or that at its end. */
  readonly stopping: 'end' | 'early';
  readonly kernels: KernelChoice;
  /** Runs with one name share a law. */
  readonly series: string;
  /** Whether the law takes the run's points unless a person says otherwise. */
  readonly fitted: boolean;
}

/** `count` lanes that differ in both seeds, which count up from `seed`. */
export function seedLanes(seed: number, count: number): LaneSettings[] {
  return Array.from({ length: count }, (_, lane) => ({
    initSeed: seed + lane,
    orderSeed: seed + lane,
    rate: 1,
  }));
}
