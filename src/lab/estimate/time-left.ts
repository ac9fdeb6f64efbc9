import type { AdapterReport } from '../../engine/trainer.ts';
import type { PlannedRun } from '../plan/plan-runs.ts';
import { hasEnded, type Run } from '../runs/run.ts';

/** How fast an adapter trains. */
export interface Pace {
  /** Seconds of a run outside its steps and evaluations: compilation and writing a text. */
  readonly perRun: number;
  /** Seconds of a step outside its arithmetic. */
  readonly perStep: number;
  readonly flopsPerSecond: number;
  /** Whether it was measured on a run on this adapter, rather than assumed. */
  readonly measured: boolean;
}

/**
 * Assumed before anything is measured. For a software adapter: SwiftShader on two cores. For a GPU: a modest laptop's, with
 * kernels of this size.
 */
const ASSUMED = {
  software: { perRun: 5, perStep: 0.04, flopsPerSecond: 1.8e9, measured: false },
  gpu: { perRun: 1, perStep: 0.003, flopsPerSecond: 1.5e11, measured: false },
} satisfies Record<string, Pace>;

/** Steps after which a run's own speed is used. */
const STEPS_MEASURED = 20;

/** The assumed pace, scaled to the speed of the last measured run, because that run is nearest in size to the next ones. */
export function paceOf(adapter: AdapterReport, runs: readonly Run[]): Pace {
  const assumed = adapter.software ? ASSUMED.software : ASSUMED.gpu;
  const measured = runs.findLast((run) => run.step >= STEPS_MEASURED && stepSeconds(run) > 0);
  if (measured === undefined) return assumed;
  const factor = stepSeconds(measured) / secondsPerStep(measured, assumed);
  return {
    perRun: assumed.perRun,
    perStep: assumed.perStep * factor,
    flopsPerSecond: assumed.flopsPerSecond / factor,
    measured: true,
  };
}

/** A step costs three forward passes, because its backward pass costs two. An evaluation costs one. */
const FORWARD_SHARE = 1 / 3;

/** Seconds from a step of a run to its end, with its evaluations; from step 0 also with `perRun`. */
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

/** Seconds that a step of a run took. If its time is void, the current speed gives them; 0 if that is unknown too. */
function stepSeconds({ speedVoid, step, stepsPerSecond, trainingSeconds }: Run): number {
  if (speedVoid === '') return trainingSeconds / step;
  return stepsPerSecond > 0 ? 1 / stepsPerSecond : 0;
}

function secondsPerStep({ flops, plan }: PlannedRun, pace: Pace): number {
  return pace.perStep + (flops * plan.lanes.length) / plan.steps / pace.flopsPerSecond;
}
