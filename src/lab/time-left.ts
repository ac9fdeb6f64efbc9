import type { AdapterReport } from '../engine/trainer.ts';
import { forwardFlopsPerToken } from '../laws/counting.ts';
import type { PlannedRun } from './plan-sweep.ts';
import { hasEnded, type Run } from './run.ts';

/** How fast an adapter trains: a step takes `overhead` plus its arithmetic over `flopsPerSecond`. */
export interface Pace {
  /** Seconds. */
  readonly overhead: number;
  readonly flopsPerSecond: number;
  /** Whether a run on this adapter has corrected the assumption. */
  readonly measured: boolean;
}

/**
 * Before anything is measured: of a software adapter, SwiftShader on two cores; of a GPU, a modest laptop's with
 * kernels of this size. One measured speed scales both terms.
 */
const ASSUMED = {
  software: { overhead: 0.03, flopsPerSecond: 3e9, measured: false },
  gpu: { overhead: 0.003, flopsPerSecond: 1.5e11, measured: false },
} satisfies Record<string, Pace>;

/** The pace by the run measured last, which is the nearest in size to what comes. */
export function paceOf(adapter: AdapterReport, runs: readonly Run[]): Pace {
  const assumed = adapter.software ? ASSUMED.software : ASSUMED.gpu;
  const measured = runs.findLast((run) => run.tokensPerSecond > 0);
  if (measured === undefined) return assumed;
  const { batch, lanes, shape } = measured.plan;
  const stepSeconds = (batch * shape.context * lanes.length) / measured.tokensPerSecond;
  const factor = stepSeconds / secondsPerStep(measured, assumed);
  return {
    overhead: assumed.overhead * factor,
    flopsPerSecond: assumed.flopsPerSecond / factor,
    measured: true,
  };
}

/** Seconds from a run's present step to its end, evaluations included. */
export function secondsLeft(run: PlannedRun, step: number, pace: Pace): number {
  const { evaluation, shape, steps, lanes } = run.plan;
  const evaluations = evaluation.steps.filter((at) => at > step).length;
  const evaluationFlops =
    evaluations * evaluation.windows * shape.context * lanes.length * forwardFlopsPerToken(shape);
  return (steps - step) * secondsPerStep(run, pace) + evaluationFlops / pace.flopsPerSecond;
}

/** Seconds from now to the end of the sweep. */
export function sweepSecondsLeft(runs: readonly Run[], pace: Pace): number {
  return runs
    .filter((run) => !hasEnded(run))
    .reduce((seconds, run) => seconds + secondsLeft(run, run.step, pace), 0);
}

function secondsPerStep({ flops, plan }: PlannedRun, pace: Pace): number {
  return pace.overhead + (flops * plan.lanes.length) / plan.steps / pace.flopsPerSecond;
}
