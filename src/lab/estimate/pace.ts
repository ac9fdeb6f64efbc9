import type { AdapterReport } from '../../engine/trainer.ts';
import type { PlannedRun } from '../plan/plan-runs.ts';
import type { Run } from '../runs/run.ts';
import { lastAdapter } from '../runs/run-origin.ts';

/** How fast an adapter trains. */
export interface Pace {
  /** Seconds of a run outside its steps and evaluations: compilation and writing a text. */
  readonly perRun: number;
  /** Seconds of a step outside its arithmetic. */
  readonly perStep: number;
  /** Seconds of a step's arithmetic, for each FLOP. */
  readonly perFlop: number;
  /** Whether it was measured on a run on this adapter, rather than assumed. */
  readonly measured: boolean;
}

/** A step of a run, and the seconds that it took. */
export interface TimedStep {
  readonly run: PlannedRun;
  readonly seconds: number;
}

/**
 * Assumed before anything is measured. For a software adapter: SwiftShader on two cores. For a GPU: a modest laptop's, with
 * kernels of this size.
 */
const ASSUMED = {
  software: { perRun: 5, perStep: 0.04, perFlop: 1 / 1.8e9, measured: false },
  gpu: { perRun: 1, perStep: 0.003, perFlop: 1 / 1.5e11, measured: false },
} satisfies Record<string, Pace>;

/** Steps after which a run's own speed is used. */
const STEPS_MEASURED = 20;

/** Steps of two runs tell overhead and arithmetic apart if their FLOPs differ by more than this factor. */
const APART = 1.1;

/**
 * The pace of the runs measured so far on this adapter; runs of other machines and imported ones tell nothing. The last one counts in full, because it is nearest in size to the next ones; the
 * one before tells how much of a step is overhead. A run under way counts by the share of it that is done, so that the
 * pace does not jump when its first speed arrives.
 * @param timed the pace of steps that were timed before any run; null if none were
 */
export function paceOf(adapter: AdapterReport, runs: readonly Run[], timed: Pace | null = null): Pace {
  const assumed = timed ?? assumedFor(adapter);
  const here = runs.filter((run) => isOf(adapter, run));
  const told = here.filter((run) => run.step >= STEPS_MEASURED && stepSeconds(run) > 0);
  // The current speed of a run is noisy, so it counts only while no whole time is known.
  const valid = told.filter(({ speedVoid }) => speedVoid === '');
  const measured = valid.length > 0 ? valid : told;
  const last = measured.at(-1);
  if (last === undefined) return assumed;
  const steps = measured.map((run) => ({ run, seconds: stepSeconds(run) }));
  const whole = throughLast(steps, assumed);
  if (measured.length === 1) return whole;
  return mixed(throughLast(steps.slice(0, -1), assumed), whole, last.step / last.plan.steps);
}

/** The pace of steps that were timed before any run was trained, the largest last; an assumed one without any. */
export function timedPace(adapter: AdapterReport, timed: readonly TimedStep[]): Pace {
  return throughLast(timed, assumedFor(adapter));
}

function assumedFor({ software }: AdapterReport): Pace {
  return software ? ASSUMED.software : ASSUMED.gpu;
}

/** Whether this adapter trained a run last. A run of this browser whose machine was not recorded counts. */
function isOf({ name }: AdapterReport, { imported, origin }: Run): boolean {
  return imported === null && (origin === null || lastAdapter(origin) === name);
}

/** Seconds of a step of a run at a pace. */
export function secondsPerStep(run: PlannedRun, { perFlop, perStep }: Pace): number {
  return perStep + flopsPerStep(run) * perFlop;
}

/** The pace at which the last step takes the time that it took. */
function throughLast(measured: readonly TimedStep[], assumed: Pace): Pace {
  const last = measured.at(-1);
  if (last === undefined) return assumed;
  const [seconds, flops] = [last.seconds, flopsPerStep(last.run)];
  const expected = assumed.perStep / secondsPerStep(last.run, assumed);
  const overhead = overheadShare(measured, expected) * seconds;
  return { ...assumed, perStep: overhead, perFlop: (seconds - overhead) / flops, measured: true };
}

/** The share of overhead in the last step, 0 to 1; `expected` if no other step tells it. */
function overheadShare(measured: readonly TimedStep[], expected: number): number {
  const last = measured.at(-1);
  // Another network takes another time for each FLOP.
  const other = measured.findLast(
    ({ run }) =>
      last !== undefined &&
      run.plan.shape.kind === last.run.plan.shape.kind &&
      areApart(flopsPerStep(run), flopsPerStep(last.run)),
  );
  if (last === undefined || other === undefined) return expected;
  const ratio = flopsPerStep(other.run) / flopsPerStep(last.run);
  const share = (other.seconds / last.seconds - ratio) / (1 - ratio);
  return Math.min(1, Math.max(0, share));
}

function areApart(a: number, b: number): boolean {
  return Math.max(a / b, b / a) > APART;
}

function mixed(before: Pace, after: Pace, share: number): Pace {
  const mix = (from: number, to: number): number => from + (to - from) * Math.min(1, share);
  return {
    ...after,
    perStep: mix(before.perStep, after.perStep),
    perFlop: mix(before.perFlop, after.perFlop),
  };
}

/** Training FLOPs of a step, in all lanes. */
export function flopsPerStep({ flops, plan }: PlannedRun): number {
  return (flops * plan.lanes.length) / plan.steps;
}

/** Seconds that a step of a run took. If its time is void, the current speed gives them; 0 if that is unknown too. */
function stepSeconds({ speedVoid, step, stepsPerSecond, trainingSeconds }: Run): number {
  if (speedVoid === '') return trainingSeconds / step;
  return stepsPerSecond > 0 ? 1 / stepsPerSecond : 0;
}
