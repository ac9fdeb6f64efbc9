import type { AdapterReport } from '../../engine/trainer.ts';
import type { PlannedRun } from '../plan/plan-runs.ts';
import { hasEnded, type Run } from '../runs/run.ts';

/** How fast an adapter trains. */
export interface Pace {
  /** Seconds a run takes besides its steps and evaluations: compiling, writing some text. */
  readonly perRun: number;
  /** Seconds a step takes besides its arithmetic. */
  readonly perStep: number;
  readonly flopsPerSecond: number;
  /** Whether a run on this adapter has corrected the assumption. */
  readonly measured: boolean;
}

/**
 * Before anything is measured: of a software adapter, SwiftShader on two cores; of a GPU, a modest laptop's with
 * kernels of this size.
 */
const ASSUMED = {
  software: { perRun: 5, perStep: 0.04, flopsPerSecond: 1.8e9, measured: false },
  gpu: { perRun: 1, perStep: 0.003, flopsPerSecond: 1.5e11, measured: false },
} satisfies Record<string, Pace>;

/** Steps after which a run's own speed is believed. */
const STEPS_BELIEVED = 20;

/** The assumption, its steps scaled to the run measured last, which is the nearest in size to what comes. */
export function paceOf(adapter: AdapterReport, runs: readonly Run[]): Pace {
  const assumed = adapter.software ? ASSUMED.software : ASSUMED.gpu;
  const measured = runs.findLast((run) => run.step >= STEPS_BELIEVED && stepSeconds(run) > 0);
  if (measured === undefined) return assumed;
  const factor = stepSeconds(measured) / secondsPerStep(measured, assumed);
  return {
    perRun: assumed.perRun,
    perStep: assumed.perStep * factor,
    flopsPerSecond: assumed.flopsPerSecond / factor,
    measured: true,
  };
}

/** A step's backward pass costs two forward passes, of which an evaluation makes one. */
const FORWARD_SHARE = 1 / 3;

/** Seconds from a run's present step to its end, evaluations included; from step 0 with what else it takes. */
export function secondsLeft(run: PlannedRun, step: number, pace: Pace): number {
  const { batch, evaluation, steps } = run.plan;
  const evaluations = evaluation.steps.filter((at) => at > step).length;
  const evaluationSteps = ((evaluations * evaluation.windows) / batch) * FORWARD_SHARE;
  const training = (steps - step + evaluationSteps) * secondsPerStep(run, pace);
  return step === 0 ? training + pace.perRun : training;
}

/** Seconds from now to the end of the sweep. */
export function sweepSecondsLeft(runs: readonly Run[], pace: Pace): number {
  return runs
    .filter((run) => !hasEnded(run))
    .reduce((seconds, run) => seconds + secondsLeft(run, run.step, pace), 0);
}

/** Seconds that a step of a run took; where its time says nothing, as fast as it goes now. 0 where neither is known. */
function stepSeconds({ speedVoid, step, stepsPerSecond, trainingSeconds }: Run): number {
  if (speedVoid === '') return trainingSeconds / step;
  return stepsPerSecond > 0 ? 1 / stepsPerSecond : 0;
}

function secondsPerStep({ flops, plan }: PlannedRun, pace: Pace): number {
  return pace.perStep + (flops * plan.lanes.length) / plan.steps / pace.flopsPerSecond;
}
