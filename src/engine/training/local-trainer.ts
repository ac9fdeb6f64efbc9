import { findAdapter } from '../gpu/adapter.ts';
import { causeOf, DeviceLost, watchDevice } from '../gpu/device-errors.ts';
import { Memory } from '../gpu/memory.ts';
import { PlacedError, placed } from '../gpu/placed-error.ts';
import { prepareRun, type TrainingRun } from '../run/training-run.ts';
import type {
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
  StoredTensor,
  Trainer,
  TrainerEvent,
  TrainingNumbers,
} from '../trainer.ts';
import { Control } from './control.ts';
import { KernelTrials } from './kernel-trials.ts';
import { LATER, loadLaterCode } from './later-code.ts';
import { JobLoader, memoryRefusals } from './load-job.ts';
import { openGpu, type OpenGpu } from './open-gpu.ts';
import { RunLoop } from './run-loop.ts';

const MOST_SAMPLED = 2_000;

/** After a device is lost, a browser may need some seconds to offer an adapter again. */
const TRIES_AFTER_LOSS = 10;
const TRY_EVERY_MILLISECONDS = 1_000;

/** The current run, or the last one: its models can still write text. */
interface Trained {
  plan: RunPlan;
  gpu: OpenGpu;
  run: TrainingRun;
  loop: RunLoop;
}

/** Trains on the GPU of this thread. One run at a time; its buffers live until the next run begins. */
export class LocalTrainer implements Trainer {
  private readonly loader = new JobLoader();
  private readonly trials = new KernelTrials();
  private emit: (event: TrainerEvent) => void = () => {};
  private opened: OpenGpu | undefined;
  private hadDevice = false;
  private trained: Trained | undefined;
  private control: Control | undefined;
  private sampling: Promise<unknown> = Promise.resolve();

  async probe(): Promise<ProbeResult> {
    const found = await findAdapter();
    if ('kind' in found) return found;
    try {
      this.opened ??= await this.open();
      return found.report;
    } catch (error) {
      return { kind: 'none', cause: 'device-refused', detail: placed('device', error).message };
    }
  }

  async memory(plans: readonly RunPlan[]): Promise<MemoryRefusal[]> {
    const { limits } = this.opened?.adapter ?? {};
    return limits === undefined ? [] : plans.flatMap((plan) => memoryRefusals(plan, limits));
  }

  async listen(listener: (event: TrainerEvent) => void): Promise<void> {
    this.emit = listener;
  }

  async provide(sha256: string, text: Uint8Array<ArrayBuffer>): Promise<void> {
    this.loader.ownText.bring(sha256, text);
  }

  prepare(corpus: CorpusSource): Promise<void> {
    return this.loader.prepare(corpus);
  }

  async compile(plan: RunPlan): Promise<void> {
    await this.quietly((gpu) => this.trials.compile(gpu, plan));
  }

  async needsTuning(plan: RunPlan): Promise<boolean> {
    return (await this.quietly((gpu) => this.trials.areDue(gpu, plan))) ?? false;
  }

  async tune(plan: RunPlan): Promise<void> {
    await this.quietly((gpu) => this.trials.tune(gpu, plan));
  }

  async lanesWithin(plan: RunPlan, share: number): Promise<LaneCost> {
    return (await this.quietly((gpu) => this.trials.lanesWithin(gpu, plan, share))) ?? { lanes: 1, more: 0 };
  }

  async stepSeconds(plans: readonly RunPlan[]): Promise<number[]> {
    return (await this.quietly((gpu) => this.trials.stepSeconds(gpu, plans))) ?? [];
  }

  async train(plan: RunPlan, from?: Checkpoint, keepAt?: number): Promise<void> {
    if (this.control) {
      this.fail(plan, new PlacedError('plan', 'one run is under way; stop it first'));
      return;
    }
    this.trials.end();
    this.control = new Control();
    try {
      await this.trainWith(this.control, plan, from, keepAt);
    } catch (error) {
      if (error instanceof DeviceLost) this.emit({ kind: 'lost', run: plan.id, message: error.message });
      else
        this.fail(
          plan,
          placed(this.trained?.plan === plan ? `step ${this.trained.loop.step}` : 'set-up', error),
        );
    } finally {
      this.control = undefined;
    }
  }

  async checkpoint(): Promise<void> {
    this.control?.askCheckpoint();
  }

  async pause(): Promise<void> {
    this.trials.end();
    this.control?.pause();
  }

  async resume(): Promise<void> {
    this.control?.resume();
  }

  async stop(): Promise<void> {
    this.trials.end();
    this.control?.stop();
  }

  async sample(request: SampleRequest, saved?: SavedModel): Promise<SampleResult> {
    check(request);
    if (saved) {
      const gpu = (this.opened ??= await this.open());
      return (await LATER.savedSampling()).sampleSaved(gpu, saved, request);
    }
    const { sampleTokens, textOf } = await LATER.sampling();
    const { trained } = this;
    if (!trained) throw new Error('no model has been trained yet; start a run first');
    const { plan, gpu, run, loop } = trained;
    const models = { network: run.job.network, parameters: run.parameters, lanes: run.lanes };
    return textOf({ plan, step: loop.step }, (prompt) => {
      const writing = sampleTokens(gpu, models, prompt, request);
      this.sampling = Promise.allSettled([this.sampling, writing]);
      return writing;
    });
  }

  async modelFiles(plan: RunPlan, parameters: Float32Array, lane: number): Promise<ModelFiles> {
    return (await LATER.files()).modelFiles(plan, parameters, lane);
  }

  async trainingNumbers(plan: RunPlan, from?: Checkpoint): Promise<TrainingNumbers> {
    const { trainingNumbers } = await LATER.numbers();
    return trainingNumbers((limits) => this.loader.load(plan, limits, () => {}, from));
  }

  async modelParameters(
    shape: ModelShape,
    tensors: readonly StoredTensor[],
  ): Promise<Float32Array<ArrayBuffer>> {
    return (await LATER.files()).modelParameters(shape, tensors);
  }

  private async trainWith(
    control: Control,
    plan: RunPlan,
    from: Checkpoint | undefined,
    keepAt: number | undefined,
  ): Promise<void> {
    this.opened ??= await this.open();
    const gpu = this.opened;
    const job = await this.loader.load(plan, gpu.adapter.limits, this.emit, from);
    await this.release();
    const kernels = from?.kernels ?? plan.kernels;
    const { tuning, plain, report } = await gpu.autotune.kernelsOf(job, { ...plan, kernels });
    const memory = new Memory(gpu.device);
    const watch = watchDevice(gpu.device);
    let over = false;
    try {
      const started = performance.now();
      const run = await prepareRun({ ...gpu, tuning }, memory, { ...job, plain });
      const emit = (event: TrainerEvent) => over || this.tell(gpu, plan, event);
      const loop = new RunLoop(run, { ...plan, keepAt }, control, emit);
      this.trained = { plan, gpu, run, loop };
      const compileMilliseconds = performance.now() - started;
      gpu.compileMilliseconds = Math.max(gpu.compileMilliseconds, compileMilliseconds);
      const { bytesHeld } = memory;
      this.emit({ kind: 'started', run: plan.id, bytesHeld, compileMilliseconds, tuning: report });
      await Promise.race([loop.train(), watch.failed]);
    } catch (error) {
      // The loop may still emit events, but they do not belong to a run any more.
      over = true;
      control.stop();
      if (this.trained?.run.memory !== memory) memory.destroy();
      throw await causeOf(gpu.device, error);
    } finally {
      watch.end();
    }
  }

  /** Destroys the last run's buffers after every text that uses them is written. */
  private async release(): Promise<void> {
    const last = this.trained;
    this.trained = undefined;
    await this.sampling;
    last?.run.memory.destroy();
  }

  /** Learns from an event how fast this GPU is, and emits it. */
  private tell(gpu: OpenGpu, { lanes }: RunPlan, event: TrainerEvent): void {
    if (event.kind === 'finished' && event.step > 0) {
      gpu.lastStep = {
        milliseconds: event.trainingMilliseconds / event.step,
        flops: (event.flops / event.step) * lanes.length,
      };
    }
    this.emit(event);
    if (event.kind === 'progress') void loadLaterCode();
  }

  /** Work on kernels while no run is under way. An error of it is one that training meets again, and then tells. */
  private async quietly<Result>(work: (gpu: OpenGpu) => Promise<Result>): Promise<Result | undefined> {
    if (this.control || !this.opened) return undefined;
    try {
      return await work(this.opened);
    } catch {
      return undefined;
    }
  }

  private async open(): Promise<OpenGpu> {
    for (let tries = this.hadDevice ? TRIES_AFTER_LOSS : 1; tries > 1; tries--) {
      try {
        return await this.openOnce();
      } catch {
        await new Promise((resolve) => setTimeout(resolve, TRY_EVERY_MILLISECONDS));
      }
    }
    return this.openOnce();
  }

  private async openOnce(): Promise<OpenGpu> {
    const opened = await openGpu();
    this.hadDevice = true;
    void opened.device.lost.then(() => {
      if (this.opened === opened) this.opened = undefined;
      if (this.trained?.gpu === opened) this.trained = undefined;
    });
    return opened;
  }

  private fail(plan: RunPlan, { message, place, shared }: PlacedError): void {
    this.emit({ kind: 'failed', run: plan.id, message, place, ...(shared && { shared }) });
  }
}

function check({ length, temperature, seed }: SampleRequest): void {
  if (!Number.isInteger(length) || length < 1 || length > MOST_SAMPLED) {
    throw new Error(`length must be a whole number from 1 to ${MOST_SAMPLED}: ${length}`);
  }
  if (!(temperature > 0 && temperature <= 10)) {
    throw new Error(`temperature must be above 0 and at most 10: ${temperature}`);
  }
  if (!Number.isInteger(seed)) throw new Error(`seed must be a whole number: ${seed}`);
}
