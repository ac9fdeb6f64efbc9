import type { EvaluatedEvent, ProgressEvent, TrainerEvent } from '../../engine/trainer.ts';
import { extended } from './curve.ts';
import { hasEnded, type Evaluation, type Run } from './run.ts';

/** A run after one of the trainer's events about it. A paused run stays paused when late progress arrives. */
export function applyEvent(run: Run, event: TrainerEvent): Run {
  if (hasEnded(run)) return run;
  switch (event.kind) {
    case 'loading':
      return { ...run, loaded: event.totalBytes > 0 ? event.loadedBytes / event.totalBytes : 0 };
    case 'started':
      return {
        ...run,
        state: run.state === 'paused' ? 'paused' : 'training',
        evaluated: 0,
        bytesHeld: event.bytesHeld,
        tuning: event.tuning,
      };
    case 'progress':
      return {
        ...run,
        step: event.step,
        trainingSeconds: run.trainingSeconds + secondsOf(event),
        curve: extended(run.curve, event.firstStep, event.losses),
        stepsPerSecond: event.stepsPerSecond,
        tokensPerSecond: event.tokensPerSecond,
        bytesHeld: event.bytesHeld,
      };
    case 'evaluating':
      return { ...run, evaluated: event.share };
    case 'evaluated':
      return { ...run, evaluated: 0, evaluations: [...run.evaluations, evaluationAfter(run, event)] };
    case 'checkpoint':
      return run;
    case 'finished':
      return {
        ...run,
        state: event.complete ? 'finished' : 'stopped',
        step: event.step,
        trainingSeconds: event.trainingMilliseconds / 1000,
        tokensPerSecond: event.tokensPerSecond,
      };
    case 'failed':
      if (event.shared !== undefined) return { ...run, state: run.step > 0 ? 'paused' : 'queued' };
      return { ...run, state: 'failed', failure: `${event.message} (at ${event.place})` };
    case 'lost':
      return { ...run, state: 'lost' };
    default:
      return event satisfies never;
  }
}

/** Only the last evaluation keeps its losses by position. */
function evaluationAfter({ plan }: Run, event: EvaluatedEvent): Evaluation {
  const { contextLosses, losses, positionLosses, step, tests, texts } = event;
  return {
    step,
    losses,
    ...(step === plan.steps && { positionLosses }),
    ...(contextLosses !== undefined && { contextLosses }),
    ...(tests !== undefined && { tests }),
    ...(texts !== undefined && { texts }),
  };
}

/** Time that the steps of one `progress` took; 0 while their speed is unknown. */
function secondsOf({ step, firstStep, stepsPerSecond }: ProgressEvent): number {
  return stepsPerSecond > 0 ? (step - firstStep) / stepsPerSecond : 0;
}
