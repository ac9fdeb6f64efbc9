import type { Positions, Schedule } from '../../engine/trainer.ts';
import type { HeadRule, KernelChoice } from './sweep-settings.ts';

/** One of the models that a run trains side by side. */
export interface LaneSettings {
  readonly initSeed: number;
  readonly orderSeed: number;
  /** Multiple of the run's learning rate. */
  readonly rate: number;
}

/** All settings of one run that an experiment may vary. */
export interface RunSettings {
  /** Id of a text or of a source whose entropy is known. */
  readonly corpus: string;
  /** Left out for a transformer, because files of earlier versions of the page have no other network. */
  readonly network?: 'lstm';
  /** C. */
  readonly width: number;
  /** L. */
  readonly layers: number;
  /** Of a transformer. */
  readonly heads: HeadRule;
  /** Of a transformer; left out for rotary ones, because files of earlier versions of the page have no others. */
  readonly positions?: Exclude<Positions, 'rotary'>;
  /** Base of the angles of a transformer's rotary positions; left out for 10,000. */
  readonly rotaryBase?: number;
  /** F / C of a transformer. */
  readonly feedForwardRatio: number;
  /** T, tokens a window. */
  readonly context: number;
  /** B, windows a step. */
  readonly batch: number;
  /** D, tokens that each model sees. Training rounds them to whole steps. */
  readonly tokens: number;
  /** U, distinct tokens among these; null for as many as the corpus has. */
  readonly uniqueTokens: number | null;
  /** Peak rate of embeddings, gains and biases. */
  readonly learningRate: number;
  readonly schedule: Schedule['kind'];
  readonly lanes: readonly LaneSettings[];
  /** Ids of texts of the catalogue on which the models are evaluated beside their own; left out for none. */
  readonly otherTexts?: readonly string[];
  readonly evaluation: {
    /** Number of evaluations. They are evenly spread over the run, and the last one is at its end. */
    readonly times: number;
    /** Number of validation windows; fewer if the held-out text has fewer. */
    readonly windows: number;
    /** Whether the end of the run also evaluates overlapping windows, which show how losses fall over the context. */
    readonly overlapping?: true;
  };
  /** The loss that counts for a run: at its end, or the lowest of its evaluations, as if it had stopped there. */
  readonly stopping: 'end' | 'early';
  readonly kernels: KernelChoice;
  /** Runs with the same name share a law. */
  readonly series: string;
  /** Whether the law uses the run's points, unless a person decides otherwise. */
  readonly fitted: boolean;
}

/** `count` lanes. Both seeds of a lane count up from `seed`. */
export function seedLanes(seed: number, count: number): LaneSettings[] {
  return Array.from({ length: count }, (_, lane) => ({
    initSeed: seed + lane,
    orderSeed: seed + lane,
    rate: 1,
  }));
}
