import type { PlannedRun } from '../plan/plan-runs.ts';
import { sharedSteps } from '../plan/trunk.ts';
import { hasEnded, type Run } from '../runs/run.ts';
import { secondsPerStep, type Pace } from './pace.ts';

/** A step costs three forward passes, because its backward pass costs two. An evaluation costs one. */
const FORWARD_SHARE = 1 / 3;

/**
 * Seconds of a whole run, with its evaluations and `perRun`.
 * @param shared steps that another run has trained for it
 */
export function runSeconds(run: PlannedRun, pace: Pace, shared = 0): number {
  const { evaluation, steps } = run.plan;
  return seconds(run, steps - shared, evaluation.steps.length, pace) + pace.perRun;
}

/** Seconds from now to the end of a run, with the evaluations that have not arrived; 0 if it has ended. */
export function secondsLeft(run: Run, pace: Pace, shared = 0): number {
  if (hasEnded(run)) return 0;
  if (run.step === 0) return runSeconds(run, pace, shared);
  const evaluated = new Set(run.evaluations.map(({ step }) => step));
  const left = run.plan.evaluation.steps.filter((step) => step >= run.step && !evaluated.has(step));
  return seconds(run, run.plan.steps - run.step, left.length - run.evaluated, pace);
}

/** Seconds from now to the end of the sweep. */
export function sweepSecondsLeft(runs: readonly Run[], pace: Pace): number {
  const shared = sharedSteps(runs.map(({ plan }) => plan));
  return runs.reduce((sum, run, i) => sum + secondsLeft(run, pace, shared[i]), 0);
}

function seconds(run: PlannedRun, steps: number, evaluations: number, pace: Pace): number {
  const { batch, evaluation } = run.plan;
  const windows = [evaluation, ...(evaluation.texts ?? [])].reduce((sum, of) => sum + of.windows, 0);
  // The last one is at the end.
  const atEnd = evaluations > 0 ? (evaluation.overlapping?.windows ?? 0) : 0;
  const evaluationSteps = ((evaluations * windows + atEnd) / batch) * FORWARD_SHARE;
  return (steps + evaluationSteps) * secondsPerStep(run, pace);
}
