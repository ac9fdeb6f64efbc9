// Reports the events that a test asks for. Trains nothing.
import type {
  AdapterReport,
  Checkpoint,
  CorpusSource,
  LaneCost,
  MemoryRefusal,
  ModelFiles,
  ModelShape,
  ProbeResult,
  RunPlan,
  SampleRequest,
  SampleResult,
  SavedModel,
  SharedCause,
  StoredTensor,
  Trainer,
  TrainerEvent,
  TrainingNumbers,
} from '../../../src/engine/trainer.ts';
import { trainingFlops } from '../../../src/laws/counting/count-parameters.ts';

export const SOFTWARE: AdapterReport = {
  kind: 'adapter',
  name: 'a software adapter',
  software: true,
  limits: {
    maxStorageBufferBindingSize: 2 ** 27,
    maxBufferSize: 2 ** 28,
    maxStorageBuffersPerShaderStage: 8,
    maxComputeWorkgroupStorageSize: 16384,
    maxComputeInvocationsPerWorkgroup: 256,
  },
  features: [],
};

/** A trainer that does nothing by itself. The test decides what happens next to the current run. */
export class ScriptedTrainer implements Trainer {
  readonly plans: RunPlan[] = [];
  readonly calls: string[] = [];
  readonly samples: SampleRequest[] = [];
  /** The saved model of each of these; undefined where the current or last run was to write. */
  readonly saved: (SavedModel | undefined)[] = [];
  /** The checkpoint from which the last run was to continue. */
  from: Checkpoint | undefined;
  #listener: (event: TrainerEvent) => void = () => {};
  #settle: () => void = () => {};
  #step = 0;

  constructor(private readonly adapter: ProbeResult = SOFTWARE) {}

  get plan(): RunPlan {
    const plan = this.plans.at(-1);
    if (plan === undefined) throw new Error('no run is under way');
    return plan;
  }

  async probe(): Promise<ProbeResult> {
    return this.adapter;
  }

  /** Refuses the plans that the test says. */
  tooLarge: (plan: RunPlan) => Omit<MemoryRefusal, 'run'> | undefined = () => undefined;

  async memory(plans: readonly RunPlan[]): Promise<MemoryRefusal[]> {
    return plans.flatMap((plan) => {
      const excess = this.tooLarge(plan);
      return excess === undefined ? [] : [{ run: plan.id, ...excess }];
    });
  }

  async listen(listener: (event: TrainerEvent) => void): Promise<void> {
    this.#listener = listener;
  }

  /** The texts that were brought, by their checksums. */
  readonly provided: string[] = [];

  async provide(sha256: string): Promise<void> {
    this.provided.push(sha256);
  }

  /** Corpora that were to be loaded early. */
  readonly prepared: CorpusSource[] = [];

  async prepare(corpus: CorpusSource): Promise<void> {
    this.prepared.push(corpus);
  }

  /** Plans whose kernels were to be compiled early. */
  readonly compiled: RunPlan[] = [];

  async compile(plan: RunPlan): Promise<void> {
    this.compiled.push(plan);
  }

  /** Whether the kernels of a plan are still to be measured; the test says it. */
  isOpen: (plan: RunPlan) => boolean = () => false;

  async needsTuning(plan: RunPlan): Promise<boolean> {
    return this.isOpen(plan);
  }

  #settleTuning: () => void = () => {};

  /** Measures until the test, `pause` or `stop` ends it. */
  tune({ id }: RunPlan): Promise<void> {
    this.calls.push(`tune ${id}`);
    return new Promise((resolve) => (this.#settleTuning = resolve));
  }

  endTuning(): void {
    this.#settleTuning();
  }

  /** What lanes cost for a plan; the test says it. */
  laneCost: (plan: RunPlan) => Promise<LaneCost> = async () => ({ lanes: 1, more: 0 });

  lanesWithin(plan: RunPlan): Promise<LaneCost> {
    return this.laneCost(plan);
  }

  /** Seconds of a step of a plan; the test says it. */
  stepTime: (plan: RunPlan) => number = () => 0.001;

  async stepSeconds(plans: readonly RunPlan[]): Promise<number[]> {
    return plans.map((plan) => this.stepTime(plan));
  }

  /** The step at which the last run was to keep its state. */
  keepAt: number | undefined;

  train(plan: RunPlan, from?: Checkpoint, keepAt?: number): Promise<void> {
    this.plans.push(plan);
    this.keepAt = keepAt;
    this.from = from;
    this.#step = from?.step ?? 0;
    return new Promise((resolve) => (this.#settle = resolve));
  }

  async checkpoint(): Promise<void> {
    this.calls.push('checkpoint');
  }

  async pause(): Promise<void> {
    this.calls.push('pause');
    this.#settleTuning();
  }

  async resume(): Promise<void> {
    this.calls.push('resume');
  }

  async stop(): Promise<void> {
    this.calls.push('stop');
    this.#settleTuning();
    this.#end(false);
  }

  async sample(request: SampleRequest, saved?: SavedModel): Promise<SampleResult> {
    this.samples.push(request);
    this.saved.push(saved);
    if (saved) return { run: saved.plan.id, step: saved.step, text: 'some text' };
    return { run: this.plan.id, step: this.#step, text: 'some text' };
  }

  async modelFiles(_plan: RunPlan, parameters: Float32Array): Promise<ModelFiles> {
    return { safetensors: new Uint8Array(parameters.length), config: '{}' };
  }

  /** The plans that were asked for their numbers, and the steps from which they go on; undefined from their start. */
  readonly numbered: [plan: RunPlan, step: number | undefined][] = [];

  async trainingNumbers(plan: RunPlan, from?: Checkpoint): Promise<TrainingNumbers> {
    this.numbered.push([plan, from?.step]);
    const parameters = from?.parameters ?? new Float32Array(plan.lanes.length);
    const moments = from?.moments ?? new Float32Array(2 * parameters.length);
    const count = parameters.length / plan.lanes.length;
    const starts = new Uint32Array([0]);
    return {
      count,
      tensors: [{ name: 'all', shape: [count], offset: 0, matrix: false }],
      parameters,
      moments,
      tokens: new Uint8Array(plan.shape.context + 1),
      training: starts,
      validation: starts,
    };
  }

  async modelParameters(
    _shape: ModelShape,
    tensors: readonly StoredTensor[],
  ): Promise<Float32Array<ArrayBuffer>> {
    return new Float32Array(tensors.reduce((sum, { data }) => sum + data.length, 0));
  }

  emit(event: TrainerEvent): void {
    this.#listener(event);
  }

  start(): void {
    this.emit({
      kind: 'started',
      run: this.plan.id,
      bytesHeld: 1000,
      compileMilliseconds: 5,
      tuning: { source: 'remembered', products: 'tiles', attention: 'tiles', rejected: [], milliseconds: 0 },
    });
  }

  /** Reports steps whose loss is `loss` in every lane; `interrupted`: the computer slept during them. */
  advance(steps: number, loss: number, interrupted = false): void {
    const losses = new Float32Array(steps * this.plan.lanes.length).fill(loss);
    const firstStep = this.#step;
    this.#step += steps;
    this.emit({
      kind: 'progress',
      ...this.#place(),
      firstStep,
      losses,
      gradNorms: losses,
      stepsPerSecond: 10,
      tokensPerSecond: 10 * this.plan.batch * this.plan.shape.context,
      interrupted,
      bytesHeld: 1000,
    });
  }

  /** Runs to the end; `losses` are the final evaluation's, one a lane. */
  finish(...losses: number[]): void {
    this.start();
    this.advance(this.plan.steps - this.#step, 3);
    this.emit({
      kind: 'evaluated',
      ...this.#place(),
      losses: Float32Array.from(losses),
      positionLosses: new Float32Array(losses.length * this.plan.shape.context),
    });
    this.#end(true);
  }

  /** Reports a checkpoint of the current step. */
  keep(): void {
    this.emit({
      kind: 'checkpoint',
      run: this.plan.id,
      step: this.#step,
      trainingMilliseconds: 100,
      kernels: { products: 'tiles', attention: 'tiles' },
      parameters: new Float32Array(4),
      moments: new Float32Array(8),
    });
  }

  /** Reports that the GPU is lost. */
  lose(): void {
    this.emit({ kind: 'lost', run: this.plan.id, message: 'gone' });
    this.#settle();
  }

  /** @param shared the cause, if it fails every run alike */
  fail(message: string, shared?: SharedCause): void {
    const place = `step ${this.#step}`;
    this.emit({ kind: 'failed', run: this.plan.id, message, place, ...(shared && { shared }) });
    this.#settle();
  }

  /** Settles the command and reports no event. */
  settle(): void {
    this.#settle();
  }

  #end(complete: boolean): void {
    this.emit({
      kind: 'finished',
      ...this.#place(),
      complete,
      trainingMilliseconds: 1000,
      tokensPerSecond: 5000,
      interrupted: false,
    });
    this.#settle();
  }

  #place(): { run: string; step: number; tokens: number; flops: number } {
    const { batch, id, shape } = this.plan;
    const tokens = this.#step * batch * shape.context;
    return { run: id, step: this.#step, tokens, flops: trainingFlops(shape, tokens) };
  }
}
