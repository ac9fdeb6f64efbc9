/**
 * The contract of the worker that trains: every type that crosses its boundary, and nothing else. Shape letters: B batch,
 * T context, C width, H heads, F feed-forward width, V vocabulary, L layers, R lanes.
 */

/** The network and its sizes; every kind has at least a vocabulary and a context. */
export type ModelShape = TransformerShape | LstmShape;

/** Layers of an LSTM between a token embedding and a head of its own; without positions and LayerNorm. */
export interface LstmShape {
  kind: 'lstm';
  /** V, distinct tokens. */
  vocabulary: number;
  /** T, tokens per window; each window starts with cells and outputs of 0. */
  context: number;
  /** C: of the embedding, and units of a layer. */
  width: number;
  /** L. */
  layers: number;
}

/** A pre-LayerNorm decoder-only transformer with biases and tanh-GELU. */
export interface TransformerShape {
  kind: 'transformer';
  /** V, distinct tokens. */
  vocabulary: number;
  /** T, tokens per window. */
  context: number;
  /** C, d_model. */
  width: number;
  /** L. */
  layers: number;
  /** H; head size C / H is even, 4 to 64. */
  heads: number;
  /** F, d_ff. */
  feedForward: number;
  positions: Positions;
  /** Base of the angles of rotary positions; left out for 10,000. A smaller one tells near positions better apart. */
  rotaryBase?: number;
  /** Whether the head shares the token embedding's matrix. */
  tiedHead: boolean;
}

/**
 * How a transformer knows the order of its tokens: queries and keys are turned by their positions (`rotary`), a learned vector
 * of each position is added to the embedding (`learned`), or both.
 */
export type Positions = 'rotary' | 'learned' | 'both';

/** One of the models of a plan. The lanes of a plan differ only in these settings. */
export interface Lane {
  /** Seed of the initial weights. */
  initSeed: number;
  /** Seed of the order of the training windows. */
  orderSeed: number;
  /** Peak rate of embeddings, gains and biases. Block matrices and an untied head use it times `matrixRate`. */
  learningRate: number;
  /** Decoupled decay of tensors of two or more dimensions. */
  weightDecay: number;
}

/** Learning rate over a run: warm-up from 0, then the named shape. */
export interface Schedule {
  kind: 'linear' | 'cosine' | 'constant' | 'warmup-stable-decay';
  /** Share of the steps spent warming up, 0 to 1. */
  warmup: number;
  /** Share of the steps in the final decay of `warmup-stable-decay`, 0 to 1. */
  cooldown: number;
}

export interface OptimizerSettings {
  beta1: number;
  beta2: number;
  epsilon: number;
  /** Global L2 norm to which gradients are clipped; 0 for none. */
  clipNorm: number;
  /** Multiplier of the rate for block matrices and an untied head (µP for Adam: 32 / C). */
  matrixRate: number;
}

/** The training text of a model: a text that is fetched, one that the worker generates, or one of the person's own. */
export type CorpusSource = PackedText | GeneratedText | OwnTextSource;

/** A text of the catalogue (`src/corpus`). */
export interface PackedText {
  kind: 'text';
  id: string;
  /** Address of the folder with the parts of all texts, or of a file in it. */
  url: string;
  /** SHA-256 of the whole unpacked text, in hexadecimal; left out if it was not recorded. */
  sha256?: string;
  /**
   * Trains on only so many parts of the text, the first ones. If left out, it trains on the whole text in its order, and
   * its validation windows are spread over all held-out text.
   */
  parts?: number;
}

/** The first `length` tokens of a source (`src/corpus`): the same for the same rule and seed. */
export interface GeneratedText {
  kind: 'generated';
  rule: SourceRule;
  seed: number;
  length: number;
}

/** A text of the person's own (`src/corpus/own-text`), which never leaves the machine: `Trainer.provide` brings it. */
export interface OwnTextSource {
  kind: 'own';
  /** SHA-256 of the text in UTF-8, in hexadecimal. */
  sha256: string;
  /** What a token is: a character of the alphabet, or a byte of UTF-8. */
  coding: 'characters' | 'bytes';
  /** Names the text to people. */
  title: string;
  /** Tokens of the whole text. */
  length: number;
  /**
   * Each token's character, if tokens are characters. Left out if the text was not in the browser where the run was
   * planned; such a run cannot be trained.
   */
  alphabet?: string;
}

/** A source whose entropy is known exactly. Its symbols are V symbols, or words and their brackets. */
export type SourceRule =
  | { kind: 'zipf-markov'; vocabulary: number; exponent: number; order: number }
  | { kind: 'phrases'; words: number; exponent: number; depth: number; open: number; close: number }
  | { kind: 'uniform'; vocabulary: number }
  | { kind: 'delay'; vocabulary: number; lag: number; copy: number }
  | { kind: 'trap'; form: 'memo' | 'secret' | 'distractor'; symbols: number; memorised: number };

/**
 * Test windows of a generated corpus (`src/corpus/trap.ts`). At one place of each the right token is known. Their items follow
 * from the corpus's rule and seed, and are not those of its text.
 */
export interface TestSet {
  name: string;
  windows: number;
}

/** How models answered a set of test windows. */
export interface TestScore extends TestSet {
  /** [R] windows in which the token with the highest logit was the right one. */
  right: number[];
  /** [R] mean loss of the right tokens, nats. */
  losses: Float32Array;
}

/**
 * Fixed windows of another text of the catalogue, spread evenly over its held-out blocks. Texts of the catalogue share one
 * folder and one alphabet.
 */
export interface OtherText {
  id: string;
  windows: number;
}

/** How well models predict another text. */
export interface TextScore extends OtherText {
  /** [R] mean loss over the windows, nats per token. */
  losses: Float32Array;
}

/** With the kernels that train it, everything that decides the numbers of a run: same plan, adapter and kernels, same bits. */
export interface RunPlan {
  id: string;
  shape: ModelShape;
  /** B, windows per step. */
  batch: number;
  /** S. */
  steps: number;
  lanes: Lane[];
  schedule: Schedule;
  optimizer: OptimizerSettings;
  corpus: CorpusSource;
  /**
   * Trains repeatedly on only this many windows of the corpus, spread evenly over it. If left out, it trains on all.
   */
  trainingWindows?: number;
  evaluation: {
    /** Fixed validation windows, spread evenly over the held-out blocks. */
    windows: number;
    /** Steps after which to evaluate, ascending; the last step is always evaluated. */
    steps: number[];
    /**
     * After the last step also evaluates windows that begin `stride` tokens apart, so that all positions of the context see
     * nearly the same text. Whole batches of at most this many windows; left out for none.
     */
    overlapping?: { windows: number; stride: number };
    /** What the models are tested on beside their validation loss; left out for nothing. */
    tests?: TestSet[];
    /** Texts on which the models are evaluated beside their own, if that is one of the catalogue; left out for none. */
    texts?: OtherText[];
  };
  /** Trains with the plain kernels: slow, and the reference that the fast ones are compared with. */
  plain?: boolean;
  /** Uses the kernels that suit most adapters, also if others were measured to be faster. */
  untuned?: boolean;
  /** Trains with these kernels if the adapter can run them, so that an earlier run can be repeated bit by bit. */
  kernels?: KernelNames;
}

/** What an adapter reports about itself. */
export interface AdapterReport {
  kind: 'adapter';
  /** Vendor, architecture and description; only the parts that the browser reports. */
  name: string;
  /** True for a CPU that emulates a GPU: its speed says nothing about this machine's GPU. */
  software: boolean;
  limits: AdapterLimits;
  features: string[];
}

export interface AdapterLimits {
  maxStorageBufferBindingSize: number;
  maxBufferSize: number;
  maxStorageBuffersPerShaderStage: number;
  maxComputeWorkgroupStorageSize: number;
  maxComputeInvocationsPerWorkgroup: number;
}

/** Why there is no adapter. */
export interface NoAdapter {
  kind: 'none';
  cause:
    | 'insecure-context'
    | 'no-webgpu'
    | 'no-adapter'
    | 'no-answer'
    | 'unreadable'
    | 'limits-too-small'
    | 'device-refused';
  /** The browser's message, or the limit that is too small; empty if nothing more is known. */
  detail: string;
}

export type ProbeResult = AdapterReport | NoAdapter;

/** Progress of fetching the corpus; `totalBytes` is the packed size of its parts. A generated corpus emits no such event. */
export interface LoadingEvent {
  kind: 'loading';
  run: string;
  corpus: string;
  loadedBytes: number;
  totalBytes: number;
}

/** Which kernels train a run, and how they were chosen. */
export interface TuningReport {
  /**
   * `measured` just before the run; `remembered` from earlier, or named by the plan or the checkpoint; `unmeasured`: the
   * usual ones of such an adapter; `plain` if the plan asks for them, or if the fast kernels cannot train the shape.
   */
  source: 'measured' | 'remembered' | 'unmeasured' | 'plain';
  /** The variant of matrix products. */
  products: string;
  /** The variant of attention. */
  attention: string;
  /** Variants whose results on this adapter differ from the results of the plain kernels. */
  rejected: string[];
  /** Time that the measurement took before the run; 0 if there was none. */
  milliseconds: number;
}

export interface StartedEvent {
  kind: 'started';
  run: string;
  /** GPU memory this run holds. */
  bytesHeld: number;
  /** Time spent compiling pipelines; no speed includes it. */
  compileMilliseconds: number;
  tuning: TuningReport;
}

/** The steps since the last `progress` of this run. */
export interface ProgressEvent {
  kind: 'progress';
  run: string;
  /** Steps done so far. */
  step: number;
  /** Tokens seen so far by one lane: step · B · T. */
  tokens: number;
  /** Training FLOPs spent so far by one lane, counted exactly (see `laws/counting`). */
  flops: number;
  /** First step of `losses` and `gradNorms`, counted from 0. */
  firstStep: number;
  /** [steps, R] mean training loss, nats per token, before the step's update. */
  losses: Float32Array;
  /** [steps, R] global L2 norm of the gradient before clipping. */
  gradNorms: Float32Array;
  /** Over the last second or so, without pauses; 0 while it is not known. */
  stepsPerSecond: number;
  /** All lanes together. */
  tokensPerSecond: number;
  /** Whether the computer slept or the thread was stopped during these steps, so that their time is not known. */
  interrupted: boolean;
  /** GPU memory this run holds. */
  bytesHeld: number;
}

/** An evaluation goes on, about twice a second while it does. */
export interface EvaluatingEvent {
  kind: 'evaluating';
  run: string;
  /** Share of its windows that the GPU was given, 0 to 1. */
  share: number;
}

/** Losses on the fixed validation windows after `step` steps. A run resumed at that step emits them again. */
export interface EvaluatedEvent {
  kind: 'evaluated';
  run: string;
  step: number;
  tokens: number;
  flops: number;
  /** [R] mean loss, nats per token. */
  losses: Float32Array;
  /** [R, T] mean loss at each position. */
  positionLosses: Float32Array;
  /** [R, T] mean loss at each position of overlapping windows, after the last step of a plan that has them. */
  contextLosses?: Float32Array;
  /** Left out if the plan has no tests. */
  tests?: TestScore[];
  /** Left out if the plan names no other texts. */
  texts?: TextScore[];
}

export interface FinishedEvent {
  kind: 'finished';
  run: string;
  /** False when stopped before its last step; such a run has no final evaluation. */
  complete: boolean;
  step: number;
  tokens: number;
  flops: number;
  /** Time spent training, without pauses, evaluation and compilation. */
  trainingMilliseconds: number;
  tokensPerSecond: number;
  /** As in `ProgressEvent`, since the last such event. */
  interrupted: boolean;
}

export interface FailedEvent {
  kind: 'failed';
  run: string;
  message: string;
  /** Where it happened: `corpus`, `shape`, `pipeline layernorm.forward`, `step 17`, `device` … */
  place: string;
  /** Left out if only this run fails. */
  shared?: SharedCause;
}

/**
 * A cause that fails every run alike: the text cannot be fetched, is not the expected one, or is a person's own and not in
 * this browser, or no GPU can be opened. The run has done no step since it started or resumed.
 */
export type SharedCause = 'text-unreachable' | 'text-altered' | 'text-absent' | 'no-adapter';

/** The kernels that train a run, by the names of `TuningReport`. */
export type KernelNames = Pick<TuningReport, 'products' | 'attention'>;

/**
 * The state of a run after a whole step. With its plan it is all that the run needs to resume with the same bits on the
 * same adapter: batches follow from the lanes' seeds and the step.
 */
export interface Checkpoint {
  run: string;
  /** Steps done. */
  step: number;
  /** Time these steps took, as in `FinishedEvent`. */
  trainingMilliseconds: number;
  /**
   * A resumed run needs the same kernels, because others round differently. Null for imported weights, which any
   * kernels can train.
   */
  kernels: KernelNames | null;
  /** [R, P] weights, in the engine's own layout. */
  parameters: Float32Array<ArrayBuffer>;
  /** [2, R, P] first moments of AdamW, then second moments. */
  moments: Float32Array<ArrayBuffer>;
}

/** The event comes after the losses of all its steps. The last one of a run comes right before `finished`. */
export interface CheckpointEvent extends Checkpoint {
  kind: 'checkpoint';
}

/** The GPU and everything on it are lost. The run can resume from its last checkpoint on another device. */
export interface LostEvent {
  kind: 'lost';
  run: string;
  /** The browser's message. */
  message: string;
}

export type TrainerEvent =
  | LoadingEvent
  | StartedEvent
  | ProgressEvent
  | EvaluatingEvent
  | EvaluatedEvent
  | CheckpointEvent
  | FinishedEvent
  | FailedEvent
  | LostEvent;

export interface SampleRequest {
  /** Characters to write, 1 to 2,000. */
  length: number;
  /** Above 0; 1 samples from the model's own distribution. */
  temperature: number;
  seed: number;
  /** The lane that writes. */
  lane: number;
}

/** A model on disk: a plan that was trained, and its weights after some steps. */
export interface SavedModel {
  plan: RunPlan;
  /** Steps done. */
  step: number;
  /** [R, P], in the engine's own layout. */
  parameters: Float32Array<ArrayBuffer>;
}

export interface SampleResult {
  run: string;
  /** Steps of training that the model had when it wrote. */
  step: number;
  text: string;
}

/** A model in the files of the library `transformers`. */
export interface ModelFiles {
  /** `model.safetensors`. */
  safetensors: Uint8Array<ArrayBuffer>;
  /** `config.json`. */
  config: string;
}

/** A tensor of a safetensors file. */
export interface StoredTensor {
  name: string;
  shape: readonly number[];
  data: Float32Array<ArrayBuffer>;
}

/** Where a tensor lies among the P parameters of a model. */
export interface PlacedTensor {
  name: string;
  shape: readonly number[];
  offset: number;
  /** Whether `matrixRate` multiplies its learning rate. */
  matrix: boolean;
}

/** All numbers with which another program trains a plan as the engine would: it draws the same batches by the lanes' seeds. */
export interface TrainingNumbers {
  /** P; gaps between tensors hold zeros. */
  count: number;
  tensors: PlacedTensor[];
  /** [R, P]. */
  parameters: Float32Array;
  /** [2, R, P]; zeros before the first step. */
  moments: Float32Array;
  /** The text, then the test windows, then held-out blocks of other texts. */
  tokens: Uint8Array;
  /** The first token of each training window. */
  training: Uint32Array;
  /** The first token of each validation window, in the order in which they are evaluated. */
  validation: Uint32Array;
  /** The first token of each test window, and the input whose next token is the right one; left out without tests. */
  tests?: { starts: Uint32Array; positions: Uint32Array };
  /** The first token of each window of the other texts, one text after the other; left out without any. */
  texts?: Uint32Array;
}

/** Why the adapter cannot hold a run. */
export interface MemoryRefusal {
  /** Id of its plan. */
  run: string;
  /** The buffer or the whole, the bytes that it needs, and the limit that they exceed. */
  message: string;
  /** What takes most of it: weights grow with the width, activations also with batch and context. */
  most: 'weights' | 'activations';
}

/** How much longer a step takes with lanes side by side than with one. */
export interface LaneCost {
  lanes: number;
  /** Share of the time of one lane's step: 0.18 for 18 % longer; 0 for one lane. */
  more: number;
}

/** Commands of the worker (by Comlink). */
export interface Trainer {
  /** Requests an adapter; never throws. */
  probe(): Promise<ProbeResult>;
  /**
   * The plans that the adapter cannot hold, by the same count that refuses them in training. Nothing is allocated. Empty
   * before an adapter was found.
   */
  memory(plans: readonly RunPlan[]): Promise<MemoryRefusal[]>;
  /** Sets the one listener of all events. */
  listen(listener: (event: TrainerEvent) => void): Promise<void>;
  /**
   * Brings a text of the person's own, on which plans of kind `own` train; the last one is kept.
   * @param sha256 of the text, in hexadecimal
   * @param text in UTF-8
   */
  provide(sha256: string, text: Uint8Array<ArrayBuffer>): Promise<void>;
  /**
   * Loads or generates a corpus early and keeps it for the plans that train on it. Says nothing of an error, because
   * `train` tries again and tells it. Never rejects.
   */
  prepare(corpus: CorpusSource): Promise<void>;
  /**
   * Compiles early the kernels with which a plan would start. Does nothing while a run is under way or before an adapter was
   * found. Never rejects, as `prepare`.
   */
  compile(plan: RunPlan): Promise<void>;
  /**
   * Whether `tune` is worth its time before this plan: no choice of kernels is remembered for its class of shapes, the plan
   * leaves the choice open, and the trials are likely to take at most a tenth of its run. False before the first run on an
   * adapter, because it starts at once.
   */
  needsTuning(plan: RunPlan): Promise<boolean>;
  /**
   * Chooses the fastest kernels for a plan's class of shapes by measurement, and remembers them for its runs. `pause`, `stop`
   * and `train` end it early; then it chooses nothing. Does nothing while a run is under way. Never rejects.
   */
  tune(plan: RunPlan): Promise<void>;
  /**
   * The most lanes out of 1, 2, 4 and 8 that the adapter can hold and that make a step of this plan longer by at most a
   * `share` of one lane's time (0.25: a quarter), by measurement in about two seconds, or as remembered. One lane if that
   * was ended early, as `tune`. Never rejects.
   */
  lanesWithin(plan: RunPlan, share: number): Promise<LaneCost>;
  /**
   * Seconds of a step of each plan, with all its lanes, by measurement in their order. Ends after about two seconds, so that
   * the last plans may be missing. None without an adapter, while a run is under way, or if it was ended early, as `tune`. Never rejects.
   */
  stepSeconds(plans: readonly RunPlan[]): Promise<number[]>;
  /**
   * Trains a plan from its start or from a checkpoint, with the kernels that the checkpoint or the plan names, else with those
   * remembered for its class of shapes, else with the usual ones: no trial delays the first step. Settles after `finished`, `failed` or `lost`, and never rejects.
   * Only one run at a time.
   * @param keepAt also emits a `checkpoint` after this step, unless the run begins there or later
   */
  train(plan: RunPlan, from?: Checkpoint, keepAt?: number): Promise<void>;
  /** Makes the current run emit a `checkpoint` after its current step; training continues meanwhile. */
  checkpoint(): Promise<void>;
  /** Pauses the run after its current step and makes it emit a `checkpoint`, unless it has done no step. */
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** Ends the current run, which emits `finished` with `complete: false`. */
  stop(): Promise<void>;
  /**
   * Text by a saved model; without one, by a model of the current run or of the last run. Rejects if no model was trained,
   * or if the weights do not fit the plan.
   */
  sample(request: SampleRequest, saved?: SavedModel): Promise<SampleResult>;
  /** Files of one lane's model, from a checkpoint's [R, P] parameters. Rejects if they do not fit the plan. */
  modelFiles(plan: RunPlan, parameters: Float32Array, lane: number): Promise<ModelFiles>;
  /**
   * What another program needs to train a plan, from its start or from a checkpoint. Rejects if the plan cannot be trained, its
   * text cannot be loaded, or the checkpoint does not fit it.
   */
  trainingNumbers(plan: RunPlan, from?: Checkpoint): Promise<TrainingNumbers>;
  /**
   * [P] parameters, in the engine's own layout, from tensors with Hugging Face's names. Rejects with the rule if the
   * tensors do not fit the shape, or if the shape cannot be trained.
   */
  modelParameters(shape: ModelShape, tensors: readonly StoredTensor[]): Promise<Float32Array<ArrayBuffer>>;
}
