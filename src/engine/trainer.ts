/**
 * The contract of the worker that trains: every type that crosses its boundary, and nothing else.
 * Shape letters as in the design: B batch, T context, C width, H heads, F feed-forward width, V vocabulary,
 * L layers, R lanes.
 */

/** The network and its sizes; every kind has at least a vocabulary and a context. */
export type ModelShape = TransformerShape;

/** A pre-LayerNorm decoder-only transformer with biases and tanh-GELU. */
export interface TransformerShape {
  kind: 'transformer';
  /** V, distinct tokens. */
  vocabulary: number;
  /** T, tokens a window. */
  context: number;
  /** C, d_model. */
  width: number;
  /** L. */
  layers: number;
  /** H; head size C / H is even, 4 to 64. */
  heads: number;
  /** F, d_ff. */
  feedForward: number;
  positions: 'rotary' | 'learned';
  /** Whether the head shares the token embedding's matrix. */
  tiedHead: boolean;
}

/** One of the models of a plan; lanes of a plan differ in nothing else. */
export interface Lane {
  /** Seed of the initial weights. */
  initSeed: number;
  /** Seed of the order of the training windows. */
  orderSeed: number;
  /** Peak rate of embeddings, gains and biases; block matrices and head take it times `matrixRate`. */
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

/** What a model is trained on: a text that is fetched, or one that is generated where it is trained on. */
export type CorpusSource = PackedText | GeneratedText;

/** A text of the catalogue (`src/corpus`) and where its packed file lies. */
export interface PackedText {
  kind: 'text';
  id: string;
  url: string;
}

/** The first `length` tokens of a source (`src/corpus`): the same for the same rule and seed. */
export interface GeneratedText {
  kind: 'generated';
  rule: SourceRule;
  seed: number;
  length: number;
}

/** A source whose entropy is known exactly; its symbols are V, or the words and their brackets. */
export type SourceRule =
  | { kind: 'zipf-markov'; vocabulary: number; exponent: number; order: number }
  | { kind: 'phrases'; words: number; exponent: number; depth: number; open: number; close: number }
  | { kind: 'uniform'; vocabulary: number };

/** Everything that decides the numbers of one run: same plan, same adapter, same bits. */
export interface RunPlan {
  id: string;
  shape: ModelShape;
  /** B, windows a step. */
  batch: number;
  /** S. */
  steps: number;
  lanes: Lane[];
  schedule: Schedule;
  optimizer: OptimizerSettings;
  corpus: CorpusSource;
  /** Trains on only so many windows of the corpus, spread evenly over it, again and again; on all where left out. */
  trainingWindows?: number;
  evaluation: {
    /** Fixed validation windows, spread evenly over the held-out blocks. */
    windows: number;
    /** Steps after which to evaluate, ascending; the last step is always evaluated. */
    steps: number[];
  };
  /** Trains with the plain kernels, which the fused ones are held against: the reference, and slow. */
  plain?: boolean;
  /** Takes the kernels that suit most adapters instead of measuring which are the fastest here. */
  untuned?: boolean;
}

/** What the adapter says of itself. */
export interface AdapterReport {
  kind: 'adapter';
  /** For people: vendor, architecture and description as far as the browser tells them. */
  name: string;
  /** True for a CPU that plays GPU: its speed says nothing of this machine's GPU. */
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
  cause: 'insecure-context' | 'no-webgpu' | 'no-adapter' | 'limits-too-small' | 'device-refused';
  /** What the browser said, or which limit is short; empty if nothing more is known. */
  detail: string;
}

export type ProbeResult = AdapterReport | NoAdapter;

/** The corpus is on its way; `total` is its packed size. A generated one is there at once and tells nothing. */
export interface LoadingEvent {
  kind: 'loading';
  run: string;
  corpus: string;
  loadedBytes: number;
  totalBytes: number;
}

/** Which kernels train a run, and why these. */
export interface TuningReport {
  /** `plain` where they were asked for, or where a size is no multiple of 4. */
  source: 'measured' | 'remembered' | 'unmeasured' | 'plain';
  /** How matrix products are shared out. */
  products: string;
  /** How attention is shared out. */
  attention: string;
  /** What did not compute on this adapter what the plain kernels do, and so is not used. */
  rejected: string[];
  /** Time spent choosing, 0 where it was remembered. */
  milliseconds: number;
}

export interface StartedEvent {
  kind: 'started';
  run: string;
  /** GPU memory this run holds. */
  bytesHeld: number;
  /** Time spent compiling pipelines, kept out of every speed. */
  compileMilliseconds: number;
  tuning: TuningReport;
}

/** What happened since the last `progress` of this run. */
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
  /** Over the last second or so, pauses left out; 0 while it is not known. */
  stepsPerSecond: number;
  /** All lanes together. */
  tokensPerSecond: number;
  /** Whether the computer slept or the thread was held up meanwhile: how long these steps took is not known. */
  interrupted: boolean;
  /** GPU memory this run holds. */
  bytesHeld: number;
}

/** The fixed validation windows after `step` steps; again after a checkpoint that was taken at that step. */
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
}

export interface FinishedEvent {
  kind: 'finished';
  run: string;
  /** False when stopped before its last step; such a run has no final evaluation. */
  complete: boolean;
  step: number;
  tokens: number;
  flops: number;
  /** Time spent training, pauses, evaluation and compilation left out. */
  trainingMilliseconds: number;
  tokensPerSecond: number;
  /** As in `ProgressEvent`, since the last of these. */
  interrupted: boolean;
}

export interface FailedEvent {
  kind: 'failed';
  run: string;
  message: string;
  /** Where it happened: `corpus`, `shape`, `pipeline layernorm.forward`, `step 17`, `device` … */
  place: string;
}

/** The kernels that train a run, by the names of `TuningReport`. */
export type KernelNames = Pick<TuningReport, 'products' | 'attention'>;

/**
 * A run after a whole step: with its plan, all that it needs to go on with the same bits on the same adapter. Batches
 * follow from the lanes' seeds and the step.
 */
export interface Checkpoint {
  run: string;
  /** Steps done. */
  step: number;
  /** Time these steps took, as in `FinishedEvent`. */
  trainingMilliseconds: number;
  /** Other kernels would round otherwise; null for weights that were not trained here, for which any will do. */
  kernels: KernelNames | null;
  /** [R, P] weights, in the engine's own layout. */
  parameters: Float32Array<ArrayBuffer>;
  /** [2, R, P] AdamW's first moments, then its second ones. */
  moments: Float32Array<ArrayBuffer>;
}

/** Comes after the losses of all its steps; the last one of a run right before `finished`. */
export interface CheckpointEvent extends Checkpoint {
  kind: 'checkpoint';
}

/** The GPU is gone, and what the run had on it; on another device it can go on from its last checkpoint. */
export interface LostEvent {
  kind: 'lost';
  run: string;
  /** What the browser said. */
  message: string;
}

export type TrainerEvent =
  | LoadingEvent
  | StartedEvent
  | ProgressEvent
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
  /** Which lane writes. */
  lane: number;
}

export interface SampleResult {
  run: string;
  /** Steps the model had been trained when it wrote. */
  step: number;
  text: string;
}

/** A model as `transformers` opens it. */
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

/** Commands of the worker (by Comlink). */
export interface Trainer {
  /** Asks for an adapter; never throws. */
  probe(): Promise<ProbeResult>;
  /** Sets the one listener of all events. */
  listen(listener: (event: TrainerEvent) => void): Promise<void>;
  /**
   * Trains a plan, from its start or from a checkpoint of it; settles after `finished`, `failed` or `lost`, and never rejects.
   * Only one run at a time.
   */
  train(plan: RunPlan, from?: Checkpoint): Promise<void>;
  /** Has the run under way tell a `checkpoint` after the step it is at; training goes on meanwhile. */
  checkpoint(): Promise<void>;
  /** Holds the run after the step it is at, of which it tells a `checkpoint`; of none before the first. */
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** Ends the run under way; it reports `finished` with `complete: false`. */
  stop(): Promise<void>;
  /** Text of the run under way, or of the last one. Rejects if none has been trained. */
  sample(request: SampleRequest): Promise<SampleResult>;
  /** Files of one lane's model, of [R, P] parameters that a checkpoint of the plan has. Rejects if they are not. */
  modelFiles(plan: RunPlan, parameters: Float32Array, lane: number): Promise<ModelFiles>;
  /**
   * [P] parameters, in the engine's own layout, of a model in Hugging Face's names. Rejects with the rule where the
   * tensors are not those of the shape, or where it cannot be trained.
   */
  modelParameters(shape: ModelShape, tensors: readonly StoredTensor[]): Promise<Float32Array<ArrayBuffer>>;
}
