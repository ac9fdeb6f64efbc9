// Replaces a machine whose speed never changes: a sweep that trains on it, as the page sees it at every update. Trains nothing.
import type { Run } from '../../../src/lab/runs/run.ts';

export interface Machine {
  /** Seconds of a step outside its arithmetic, and for each FLOP. */
  readonly perStep: number;
  readonly perFlop: number;
  /** Relative noise of one update's speed. */
  readonly noise: number;
  /** Seconds of an evaluation, as a multiple of what the page assumes. */
  readonly evaluation: number;
  /** Seconds of compilation, and of kernel trials in the first run. */
  readonly compilation: number;
  readonly trials: number;
  /** The run during which the page is hidden for a while; none if it is negative. */
  readonly hidden: number;
}

const UPDATE_SECONDS = 0.25;

/** What the page sees at an update. */
export interface Seen {
  readonly runs: readonly Run[];
  /** Runs that have ended. */
  readonly trained: number;
  /** Seconds since the sweep began. */
  readonly clock: number;
}

/** A sweep at every update. */
export function* sweepOn(machine: Machine, planned: readonly Run[], random: () => number): Generator<Seen> {
  const runs = [...planned];
  let clock = 0;
  for (const [i, queued] of planned.entries()) {
    const waiting = machine.compilation + (i === 0 ? machine.trials : 0);
    for (let passed = 0; passed < waiting; passed += UPDATE_SECONDS) {
      runs[i] = { ...queued, state: 'loading' };
      yield { runs: [...runs], trained: i, clock: clock + passed };
    }
    clock += waiting;
    for (const { run, seconds } of trainingOf(machine, queued, i === machine.hidden, random)) {
      runs[i] = run;
      clock += seconds;
      yield { runs: [...runs], trained: i, clock };
    }
  }
}

/** A run at every update, and the seconds since the last one. */
function* trainingOf(
  machine: Machine,
  queued: Run,
  hides: boolean,
  random: () => number,
): Generator<{ run: Run; seconds: number }> {
  const { steps, lanes, evaluation } = queued.plan;
  const perStep = machine.perStep + ((queued.flops * lanes.length) / steps) * machine.perFlop;
  let run: Run = { ...queued, state: 'training' };
  while (run.step < steps) {
    const seconds = perStep * Math.exp(machine.noise * (2 * random() - 1));
    const due = evaluation.steps.find((step) => step > run.step) ?? steps;
    const done = Math.min(due - run.step, Math.max(1, Math.round(UPDATE_SECONDS / seconds)));
    const step = run.step + done;
    const hidden = hides && step > steps / 3;
    run = {
      ...run,
      step,
      trainingSeconds: run.trainingSeconds + done * seconds,
      speedVoid: hidden ? 'the page was hidden' : '',
      stepsPerSecond: hidden && step < (2 * steps) / 3 ? 0 : 1 / seconds,
    };
    yield { run, seconds: done * seconds };
    if (step !== due) continue;
    const atEnd = step === steps ? (evaluation.overlapping?.windows ?? 0) : 0;
    const windows = evaluation.windows + atEnd;
    const pause = ((windows / queued.plan.batch) * perStep * machine.evaluation) / 3;
    const losses = new Float32Array(lanes.length);
    run = { ...run, evaluations: [...run.evaluations, { step, losses }] };
    yield { run, seconds: pause };
  }
  yield { run: { ...run, state: 'finished' }, seconds: 0 };
}
