import { RECORDED_LOSSES } from './recorded-losses.ts';

/** Steps after which a loss is recorded: a short curve of the smallest shape, and a few steps of the others. */
const LONG_CURVE = [0, 10, 20, 30, 40, 50];
const SHORT_CURVE = [0, 4, 8, 16];
/** A step of the largest shapes takes minutes on a software adapter. */
const SHORTEST_CURVE = [0, 1, 2, 3];

/**
 * Standard 1: every setting that decides what is timed, and how. Its hash stands in each result, so that only results of
 * the same standard are compared. It is frozen: another setting makes another standard.
 */
export const STANDARD = {
  version: 1,
  model: { kind: 'transformer', vocabulary: 256, feedForwardRatio: 4, positions: 'learned', tiedHead: false },
  /** Windows per step. */
  batch: 16,
  training: {
    optimizer: { beta1: 0.9, beta2: 0.99, epsilon: 1e-8, clipNorm: 1, matrixRate: 1 },
    schedule: 'constant',
    learningRate: 1e-3,
    weightDecay: 0.1,
    /** Initial weights and order of lane 0; each further lane has the next seed. */
    firstSeed: 1,
  },
  /** Token i is the first word of threefry with key 0 and counter i, modulo the vocabulary. */
  text: { tokens: 'threefry', timedWindows: 1_024, checkedWindows: 16 },
  /** Each pass has the entries in the opposite order of the other. */
  samples: { passes: 2, inPass: 5, milliseconds: 200 },
  /**
   * Blocks of at least so many milliseconds run until the median of the last `blocks` differs from the median of as many
   * before them by at most `change` of it, or until all blocks together took `mostMilliseconds`.
   */
  warmUp: { blockMilliseconds: 40, blocks: 3, change: 0.03, mostMilliseconds: 1_000 },
  /** The largest difference from a recorded loss, nats per token. Adapters differ only by rounding. */
  lossTolerance: 2e-4,
  /** An entry that is not scored is left out if a step takes longer. */
  mostMillisecondsPerUnscoredStep: 400,
  /**
   * `referenceMilliseconds` are per step on an NVIDIA H200 through Dawn. 32/2, 64/2 and 128/4 were measured there. 32/4, 64/4
   * and 128/2 are estimates: the measured time of the same width in proportion to the dispatches of a step, 56 with four
   * layers and 32 with two. A score of 1,000 therefore means about an H200.
   */
  entries: [
    { ...shape(32, 2, 2), lossSteps: LONG_CURVE, onSoftware: true, referenceMilliseconds: 0.251 },
    { ...shape(32, 4, 2), lossSteps: SHORT_CURVE, onSoftware: true, referenceMilliseconds: 0.439 },
    { ...shape(64, 2, 4), lossSteps: SHORT_CURVE, onSoftware: true, referenceMilliseconds: 0.284 },
    { ...shape(64, 4, 4), lossSteps: SHORT_CURVE, onSoftware: true, referenceMilliseconds: 0.497 },
    { ...shape(128, 2, 4), lossSteps: SHORT_CURVE, onSoftware: false, referenceMilliseconds: 0.455 },
    { ...shape(128, 4, 4), lossSteps: SHORT_CURVE, onSoftware: false, referenceMilliseconds: 0.796 },
    { ...shape(256, 4, 8), context: 256, lossSteps: SHORTEST_CURVE, onSoftware: false },
    { ...shape(512, 8, 16), context: 256, lossSteps: SHORTEST_CURVE, onSoftware: false },
    { ...shape(64, 2, 4), lanes: 2, lossSteps: SHORT_CURVE, onSoftware: false },
    { ...shape(64, 2, 4), lanes: 4, lossSteps: SHORT_CURVE, onSoftware: false },
    { ...shape(64, 2, 4), lanes: 8, lossSteps: SHORT_CURVE, onSoftware: false },
    { ...shape(64, 2, 4), lanes: 16, lossSteps: SHORT_CURVE, onSoftware: false },
  ],
  /** Names of the entries of a quick benchmark. */
  quick: ['64/2'],
  recordedLosses: RECORDED_LOSSES,
} as const satisfies Standard;

/** What is timed: a shape, and how many models train side by side. */
interface StandardEntry {
  width: number;
  layers: number;
  heads: number;
  context: number;
  lanes: number;
  lossSteps: readonly number[];
  /** Whether it is measured on a software adapter, too. */
  onSoftware: boolean;
  /** Left out if the entry is not scored. */
  referenceMilliseconds?: number;
}

interface Standard {
  entries: readonly StandardEntry[];
  [setting: string]: unknown;
}

/** One lane with windows of 64 tokens. */
function shape(width: number, layers: number, heads: number) {
  return { width, layers, heads, context: 64, lanes: 1 };
}
