// Trains plans at once, without a GPU. Its losses follow from the plan and a state that checkpoints carry, so that a run which
// does not resume exactly gets other losses.
import type {
  Checkpoint,
  FailedEvent,
  LostEvent,
  RunPlan,
  TrainerEvent,
  TuningReport,
} from '../../../src/engine/trainer.ts';
import { ScriptedTrainer } from '../lab/scripted-trainer.ts';

type Trouble = Omit<FailedEvent, 'run'> | Omit<LostEvent, 'run'>;

export class SteadyTrainer extends ScriptedTrainer {
  /** What goes wrong before a step; nothing unless the test says so. */
  trouble: (plan: RunPlan, step: number) => Trouble | undefined = () => undefined;
  /** Called after each step. */
  after: (plan: RunPlan, step: number) => void = () => {};
  #tell: (event: TrainerEvent) => void = () => {};
  #isStopped = false;
  #isAsked = false;

  override async listen(listener: (event: TrainerEvent) => void): Promise<void> {
    this.#tell = listener;
  }

  override async checkpoint(): Promise<void> {
    this.#isAsked = true;
  }

  override async stop(): Promise<void> {
    this.#isStopped = true;
  }

  override async train(plan: RunPlan, from?: Checkpoint, keepAt?: number): Promise<void> {
    this.plans.push(plan);
    this.from = from;
    this.#isStopped = false;
    const run = plan.id;
    const tuning: TuningReport = {
      source: 'unmeasured',
      products: 'p',
      attention: 'a',
      rejected: [],
      milliseconds: 0,
    };
    this.#tell({ kind: 'started', run, bytesHeld: 1, compileMilliseconds: 0, tuning });
    const state = from?.parameters.slice() ?? Float32Array.from(plan.lanes, ({ initSeed }) => initSeed + 0.5);
    let step = from?.step ?? 0;
    if (from !== undefined && plan.evaluation.steps.includes(step)) this.#evaluate(plan, step, state);
    let saved = step;
    while (step < plan.steps && !this.#isStopped) {
      await Promise.resolve();
      const trouble = this.trouble(plan, step + 1);
      if (trouble !== undefined) return this.#tell({ ...trouble, run });
      for (let lane = 0; lane < state.length; lane++)
        state[lane] = 4 * (0.5 + 0.4 * Math.sin(state[lane] ?? 0));
      this.#tell({ ...this.#progress(plan, step), losses: state.slice() });
      step++;
      if (this.#isAsked || step === keepAt) this.#tell(checkpointOf(plan, (saved = step), state));
      this.#isAsked = false;
      if (plan.evaluation.steps.includes(step)) this.#evaluate(plan, step, state);
      this.after(plan, step);
    }
    if (saved < step) this.#tell(checkpointOf(plan, step, state));
    const complete = !this.#isStopped;
    const counts = { tokens: step, flops: step, trainingMilliseconds: step, tokensPerSecond: 1 };
    this.#tell({ kind: 'finished', run, complete, step, ...counts, interrupted: false });
  }

  #progress({ id, lanes }: RunPlan, firstStep: number) {
    const rates = { stepsPerSecond: 1, tokensPerSecond: 1, interrupted: false, bytesHeld: 1 };
    const step = firstStep + 1;
    const gradNorms = new Float32Array(lanes.length);
    return {
      kind: 'progress',
      run: id,
      step,
      tokens: step,
      flops: step,
      firstStep,
      gradNorms,
      ...rates,
    } as const;
  }

  #evaluate({ id, shape }: RunPlan, step: number, state: Float32Array): void {
    const positionLosses = Float32Array.from(
      { length: state.length * shape.context },
      (_, i) => state[Math.floor(i / shape.context)] ?? NaN,
    );
    const counts = { tokens: step, flops: step };
    this.#tell({ kind: 'evaluated', run: id, step, ...counts, losses: state.slice(), positionLosses });
  }
}

function checkpointOf({ id }: RunPlan, step: number, state: Float32Array<ArrayBuffer>) {
  const kernels = { products: 'p', attention: 'a' };
  const moments = new Float32Array(2 * state.length);
  const parameters = state.slice();
  return {
    kind: 'checkpoint',
    run: id,
    step,
    trainingMilliseconds: step,
    kernels,
    parameters,
    moments,
  } as const;
}
