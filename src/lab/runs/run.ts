import type { TestScore, TextScore, TuningReport } from '../../engine/trainer.ts';
import type { Curve } from './curve.ts';
import { emptyCurve } from './curve.ts';
import type { PlannedRun } from '../plan/plan-runs.ts';
import type { RunOrigin } from './run-origin.ts';

/** `lost`: its GPU is lost, and it waits for another one. */
export type RunState =
  'queued' | 'loading' | 'training' | 'paused' | 'lost' | 'finished' | 'stopped' | 'failed';

/** Losses on the fixed validation windows after some steps. */
export interface Evaluation {
  readonly step: number;
  /** [R] nats per token. */
  readonly losses: Float32Array;
  /** [R, T] nats per token at each position of the window. Only the last evaluation has them. */
  readonly positionLosses?: Float32Array;
  /** [R, T] the same on overlapping windows, if the plan has them. */
  readonly contextLosses?: Float32Array;
  /** One for each set of tests of the plan; left out if it has none. */
  readonly tests?: readonly TestScore[];
  /** One for each other text of the plan; left out if it has none. */
  readonly texts?: readonly TextScore[];
}

/** The law's prediction of a run before it was trained. */
export interface Prediction {
  /** nats per token. */
  readonly loss: number;
  /** 95 % interval for one model. */
  readonly low: number;
  readonly high: number;
  /** Number of points that the law was fitted to. */
  readonly points: number;
}

/** The file that a run came from. */
export interface ImportedFrom {
  /** Its name. */
  readonly file: string;
  /**
   * Whether the file gave the whole plan. Tables of early versions leave out the schedule and more; the recipe replaces
   * what they leave out.
   */
  readonly whole: boolean;
  /** Whether nothing tells which experiment the run belongs to. Then it is in the default one. */
  readonly unsaid?: true;
}

/** One run of the experiment and everything known about it. */
export interface Run extends PlannedRun {
  readonly state: RunState;
  /** Steps done. */
  readonly step: number;
  /** Time of these steps, without pauses. */
  readonly trainingSeconds: number;
  readonly curve: Curve;
  readonly evaluations: readonly Evaluation[];
  /** Over about the last second; 0 before the first measurement. */
  readonly stepsPerSecond: number;
  /** All lanes together; over the whole run once it has ended. */
  readonly tokensPerSecond: number;
  /** Why its time and speed are void; empty if they are valid. */
  readonly speedVoid: string;
  /** GPU memory that it uses. */
  readonly bytesHeld: number;
  /** The kernels that train it; null before it has started. */
  readonly tuning: TuningReport | null;
  /** Share of the corpus that has been loaded, 0 to 1. */
  readonly loaded: number;
  /** Share of the windows of an evaluation under way that are done, 0 to 1. */
  readonly evaluated: number;
  /** The law's prediction before training; null if there was no law. */
  readonly prediction: Prediction | null;
  /** Whether the law uses this run's points. */
  readonly fitted: boolean;
  /** Why it failed and where; empty if it did not. */
  readonly failure: string;
  /** The machine that trained it; null before it has started, or if that was not recorded. */
  readonly origin: RunOrigin | null;
  /** Null for a run of this browser. */
  readonly imported: ImportedFrom | null;
  /** SHA-256 of the weights from which it began to train; empty if it began from its seeds. */
  readonly beganFrom: string;
  /** What a person wrote about it; empty for nothing. */
  readonly note: string;
}

/** A planned run that waits in the queue. */
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
    evaluated: 0,
    prediction: null,
    fitted: planned.settings.fitted,
    failure: '',
    origin: null,
    imported: null,
    beganFrom: '',
    note: '',
  };
}

export function hasEnded(run: Run): boolean {
  return run.state === 'finished' || run.state === 'stopped' || run.state === 'failed';
}

/** Whether it has left the queue and has not ended. */
export function isUnderWay(run: Run): boolean {
  return ['loading', 'training', 'paused', 'lost'].includes(run.state);
}

/** Whether it is at a step whose evaluation has not arrived yet. */
export function isEvaluating({ evaluations, plan, state, step }: Run): boolean {
  const due = state === 'training' && plan.evaluation.steps.includes(step);
  return due && !evaluations.some((evaluation) => evaluation.step === step);
}

/** [R] validation losses after the last step; null before. */
export function finalLosses(run: Run): Float32Array | null {
  if (run.state !== 'finished') return null;
  return run.evaluations.find((evaluation) => evaluation.step === run.plan.steps)?.losses ?? null;
}

/** [R, T] validation losses by position after the last step; null before, or if they were not saved. */
export function finalPositionLosses(run: Run): Float32Array | null {
  if (run.state !== 'finished') return null;
  return run.evaluations.find((evaluation) => evaluation.step === run.plan.steps)?.positionLosses ?? null;
}

/** [R, T] the losses by position that show best how they fall over the context: on overlapping windows, if there are any. */
export function finalContextLosses(run: Run): Float32Array | null {
  if (run.state !== 'finished') return null;
  const final = run.evaluations.find((evaluation) => evaluation.step === run.plan.steps);
  return final?.contextLosses ?? final?.positionLosses ?? null;
}

/**
 * [R] losses that the models of a finished run reached: after the last step, or the lowest of all evaluations if the run
 * counts as stopped early. Null before it has finished.
 */
export function reachedLosses(run: Run): Float32Array | null {
  const final = finalLosses(run);
  if (final === null || run.settings.stopping === 'end') return final;
  return final.map((loss, lane) =>
    run.evaluations.reduce((least, { losses }) => Math.min(least, losses[lane] ?? Infinity), loss),
  );
}

/** Training FLOPs a second of all lanes together, from its tokens a second; 0 while that is not known. */
export function flopsPerSecond({ flops, tokens, tokensPerSecond }: Run): number {
  return (flops / tokens) * tokensPerSecond;
}

/** A run that cannot continue: it failed if it was under way, and is stopped if it was queued. */
export function abandoned(run: Run, failure: string): Run {
  if (isUnderWay(run)) return { ...run, state: 'failed', failure };
  return run.state === 'queued' ? { ...run, state: 'stopped' } : run;
}
