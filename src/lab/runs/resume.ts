import type { Checkpoint } from '../../engine/trainer.ts';
import { shortened } from './curve.ts';
import { queuedRun, type Run } from './run.ts';

/** A run about to go on from a checkpoint: what it had done after that comes again. */
export function resumedRun(run: Run, { step, trainingMilliseconds }: Checkpoint): Run {
  return {
    ...run,
    state: 'loading',
    step,
    trainingSeconds: trainingMilliseconds / 1000,
    curve: shortened(run.curve, step),
    // What is due at the step of a checkpoint comes after it.
    evaluations: run.evaluations.filter((evaluation) => evaluation.step < step),
    stepsPerSecond: 0,
    bytesHeld: 0,
  };
}

/** A run about to start from its first step once more: of what it had done nothing stays but what was predicted. */
export function queuedAgain(run: Run): Run {
  return { ...queuedRun(run), prediction: run.prediction, fitted: run.fitted };
}
