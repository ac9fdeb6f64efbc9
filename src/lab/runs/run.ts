import type { TuningReport } from '../../engine/trainer.ts';
import type { Curve } from './curve.ts';
import { emptyCurve } from './curve.ts';
import type { PlannedRun } from '../plan/plan-runs.ts';

/** `lost`: its GPU is gone, and it waits for another one. */
export type RunState =
  'queued' | 'loading' | 'training' | 'paused' | 'lost' | 'finished' | 'stopped' | 'failed';

/** The fixed validation windows after some steps. */
export interface Evaluation {
  readonly step: number;
  /** [R] nats per token. */
  readonly losses: Float32Array;
  /** [R, T] nats per token at each position of the window: of the last evaluation, where it was kept. */
  readonly positionLosses?: Float32Array;
}

/** What the law predicted of a run before it was trained. */
export interface Prediction {
  /** nats per token. */
  readonly loss: number;
  /** 95 % interval for one model. */
  readonly low: number;
  readonly high: number;
  /** Points the law had. */
  readonly points: number;
}

/** One run of the experiment and all that is known of it. */
export interface Run extends PlannedRun {
  readonly state: RunState;
  /** Steps done. */
  readonly step: number;
  /** Time these steps took, pauses left out. */
  readonly trainingSeconds: number;
  readonly curve: Curve;
  readonly evaluations: readonly Evaluation[];
  /** Over the last second or so; 0 before the first figure. */
  readonly stepsPerSecond: number;
  /** All lanes together; of the whole run once it has ended. */
  readonly tokensPerSecond: number;
  /** Why its time and speed say nothing of this machine; empty if they do. */
  readonly speedVoid: string;
  /** GPU memory held. */
  readonly bytesHeld: number;
  /** Which kernels train it; null before it has started. */
  readonly tuning: TuningReport | null;
  /** Text that has come of the corpus, 0 to 1, while loading. */
  readonly loaded: number;
  /** What was predicted before training; null where no law could. */
  readonly prediction: Prediction | null;
  /** Whether the law takes this run's points. */
  readonly fitted: boolean;
  /** Why it failed and where; empty if it did not. */
  readonly failure: string;
}

export function queuedRun(planned: PlannedRun): Run {
  return {
    ...planned,
    state: 'queued',
    step: 0,
    trainingSeconds: 0,
    curve: emptyCurve(planned.plan.lanes.length),
    evaluations: [],
    stepsPerSecond: 0,
    tokensPerSecond: 0,
    speedVoid: '',
    bytesHeld: 0,
    tuning: null,
    loaded: 0,
    prediction: null,
    fitted: planned.settings.fitted,
    failure: '',
  };
}

export function hasEnded(run: Run): boolean {
  return run.state === 'finished' || run.state === 'stopped' || run.state === 'failed';
}

/** Being trained or about to be: it has left the queue and not ended. */
export function isUnderWay(run: Run): boolean {
  return ['loading', 'training', 'paused', 'lost'].includes(run.state);
}

/** At a step after which it is evaluated, and not evaluated yet. */
export function isEvaluating({ evaluations, plan, state, step }: Run): boolean {
  const due = state === 'training' && plan.evaluation.steps.includes(step);
  return due && !evaluations.some((evaluation) => evaluation.step === step);
}

/** [R] losses of the validation windows after the last step; null before. */
export function finalLosses(run: Run): Float32Array | null {
  if (run.state !== 'finished') return null;
  return run.evaluations.find((evaluation) => evaluation.step === run.plan.steps)?.losses ?? null;
}

/** [R, T] losses of the validation windows by position after the last step; null before, and where none were kept. */
export function finalPositionLosses(run: Run): Float32Array | null {
  if (run.state !== 'finished') return null;
  return run.evaluations.find((evaluation) => evaluation.step === run.plan.steps)?.positionLosses ?? null;
}

/**
 * [R] losses that the models of a finished run have reached: after the last step, or the least along the way where it
 * counts as stopped early; null before.
 */
export function reachedLosses(run: Run): Float32Array | null {
  const final = finalLosses(run);
  if (final === null || run.settings.stopping === 'end') return final;
  return final.map((loss, lane) =>
    run.evaluations.reduce((least, { losses }) => Math.min(least, losses[lane] ?? Infinity), loss),
  );
}

/** A run that cannot go on: it failed if it was under way, and never began if it was queued. */
export function abandoned(run: Run, trouble: string): Run {
  if (isUnderWay(run)) return { ...run, state: 'failed', failure: trouble };
  return run.state === 'queued' ? { ...run, state: 'stopped' } : run;
}
