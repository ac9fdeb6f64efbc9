import type { Checkpoint } from '../../engine/trainer.ts';
import { shortened } from './curve.ts';
import { queuedRun, type Run } from './run.ts';

/** A run that is about to resume from a checkpoint. It repeats the steps after the checkpoint. */
export function resumedRun(run: Run, { step, trainingMilliseconds }: Checkpoint): Run {
  return {
    ...run,
    state: 'loading',
    step,
    trainingSeconds: trainingMilliseconds / 1000,
    curve: shortened(run.curve, step),
    // The evaluation at the step of a checkpoint comes after the checkpoint.
    evaluations: run.evaluations.filter((evaluation) => evaluation.step < step),
    stepsPerSecond: 0,
    bytesHeld: 0,
  };
}

/** A run that starts again from its first step. It keeps only its prediction, its note and whether it is fitted. */
export function queuedAgain(run: Run): Run {
  return { ...queuedRun(run), prediction: run.prediction, fitted: run.fitted, note: run.note };
}
