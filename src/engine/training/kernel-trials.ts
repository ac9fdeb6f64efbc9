import { Memory } from '../gpu/memory.ts';
import { prepareRun } from '../run/training-run.ts';
import type { LaneCost, RunPlan } from '../trainer.ts';
import { isWorthTrials, type TrialCosts } from '../tuning/is-worth-trials.ts';
import { browserLaneCosts, laneKeyOf } from '../tuning/lane-store.ts';
import { LATER } from './later-code.ts';
import { memoryRefusals } from './load-job.ts';
import { networkOf } from './networks.ts';
import type { OpenGpu } from './open-gpu.ts';
import { rehearsal } from './rehearsal.ts';

/** The numbers of lanes that are tried. */
const LANES = [1, 2, 4, 8];

const ONE_LANE: LaneCost = { lanes: 1, more: 0 };

/** Compiles and times kernels while no run is trained. Every command to a run ends the trials. */
export class KernelTrials {
  private controller = new AbortController();

  /** Ends the trials under way. Nothing is submitted after it. */
  end(): void {
    this.controller.abort();
    this.controller = new AbortController();
  }

  /** Compiles the kernels with which a plan would start now. */
  async compile(gpu: OpenGpu, plan: RunPlan): Promise<void> {
    const begun = performance.now();
    const job = rehearsal(plan, gpu.adapter.limits);
    const { tuning, plain } = await gpu.autotune.kernelsOf(job, plan);
    const memory = new Memory(gpu.device);
    try {
      await prepareRun({ ...gpu, tuning }, memory, { ...job, plain });
    } finally {
      memory.destroy();
    }
    gpu.compileMilliseconds = Math.max(gpu.compileMilliseconds, performance.now() - begun);
  }

  /** Whether a measurement of this plan's kernels is still open and short beside its run. */
  async areDue(gpu: OpenGpu, plan: RunPlan): Promise<boolean> {
    if (plan.untuned || plan.kernels || !isWorthTrials(costsOf(gpu, plan))) return false;
    return gpu.autotune.isOpen(rehearsal(plan, gpu.adapter.limits));
  }

  async tune(gpu: OpenGpu, plan: RunPlan): Promise<void> {
    const { signal } = this.controller;
    await gpu.autotune.choose(rehearsal(plan, gpu.adapter.limits), signal);
  }

  /** As `Trainer.lanesWithin`, with the kernels with which a plan would start now. */
  async lanesWithin(gpu: OpenGpu, plan: RunPlan, share: number): Promise<LaneCost> {
    const { signal } = this.controller;
    const { limits } = gpu.adapter;
    const plans = LANES.map((lanes) => withLanes(plan, lanes)).filter(
      (each) => memoryRefusals(each, limits).length === 0,
    );
    const [first, ...others] = plans.map((each) => rehearsal(each, limits));
    if (!first) return ONE_LANE;
    const key = laneKeyOf(gpu.adapter, first, share);
    const known = await browserLaneCosts.load(key);
    if (known && plans.some(({ lanes }) => lanes.length === known.lanes)) return known;
    const { tuning } = await gpu.autotune.kernelsOf(first, plan);
    const { lanesWithin } = await LATER.lanes();
    const { lasting, ...cost } = await lanesWithin({ gpu, tuning }, [first, ...others], share, signal);
    if (lasting) await browserLaneCosts.save(key, cost);
    return cost;
  }

  /** As `Trainer.stepSeconds`, with the kernels with which each plan would start now. */
  async stepSeconds(gpu: OpenGpu, plans: readonly RunPlan[]): Promise<number[]> {
    const { signal } = this.controller;
    const { stepSeconds } = await LATER.stepTimes();
    return stepSeconds(
      gpu,
      plans.map((plan) => async () => {
        const job = rehearsal(plan, gpu.adapter.limits, 'whole');
        return { job, ...(await gpu.autotune.kernelsOf(job, plan)) };
      }),
      signal,
    );
  }
}

/** The plan with so many lanes; their settings do not matter for time. */
function withLanes(plan: RunPlan, count: number): RunPlan {
  const [lane] = plan.lanes;
  return { ...plan, lanes: lane ? Array.from({ length: count }, () => lane) : [] };
}

function costsOf(gpu: OpenGpu, plan: RunPlan): TrialCosts {
  return {
    runMilliseconds: expectedMilliseconds(gpu, plan),
    compileMilliseconds: gpu.compileMilliseconds,
    lastMilliseconds: gpu.autotune.lastMilliseconds,
  };
}

/**
 * The time of a run by a step of the last run, of which about half is arithmetic and the rest does not grow with the model. 0
 * before there was a run, because the first one does not wait for trials.
 */
function expectedMilliseconds({ lastStep }: OpenGpu, { batch, lanes, shape, steps }: RunPlan): number {
  if (!lastStep) return 0;
  const flops = networkOf(shape).flopsPerStep(batch) * lanes.length;
  return steps * lastStep.milliseconds * ((1 + flops / lastStep.flops) / 2);
}
