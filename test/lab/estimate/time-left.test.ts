import { expect, test } from 'vitest';
import { planRuns } from '../../../src/lab/plan/plan-runs.ts';
import { QUICK_SWEEP } from '../../../src/lab/plan/recipe.ts';
import { queuedRun, type Run } from '../../../src/lab/runs/run.ts';
import { sweepRuns } from '../../../src/lab/plan/sweep-runs.ts';
import { paceOf } from '../../../src/lab/estimate/pace.ts';
import { secondsLeft, sweepSecondsLeft } from '../../../src/lab/estimate/time-left.ts';
import { SOFTWARE } from '../../harness/lab/scripted-trainer.ts';

const runs = planRuns(sweepRuns(QUICK_SWEEP), 's', 'https://somewhere.example/').map(queuedRun);

/** Runs whose first `index` + 1 have trained, each at this many steps a second. */
function measured(index: number, stepsPerSecond: number): Run[] {
  return runs.map((run, i) =>
    i > index ? run : { ...run, step: 1000, trainingSeconds: 1000 / stepsPerSecond, state: 'finished' },
  );
}

test('before any measurement the pace is assumed and marked as assumed', () => {
  expect(paceOf(SOFTWARE, runs).measured).toBe(false);
});

test('a run like the measured one is expected to take the same time', () => {
  const run = runs[3];
  if (run === undefined) throw new Error('no run');
  const pace = paceOf(SOFTWARE, measured(3, 10));
  expect(pace.measured).toBe(true);
  const evaluations = [{ step: 500, losses: Float32Array.of(3) }];
  const left = (step: number): number => secondsLeft({ ...run, step, evaluations }, pace);
  expect(left(500) - left(999)).toBeCloseTo(49.9, 6);
});

test('twice the speed halves the time, except for the time that a run needs besides its steps', () => {
  const slow = paceOf(SOFTWARE, measured(0, 5));
  const fast = paceOf(SOFTWARE, measured(0, 10));
  const besides = runs.length * slow.perRun;
  expect(sweepSecondsLeft(runs, slow) - besides).toBeCloseTo(2 * (sweepSecondsLeft(runs, fast) - besides), 6);
});

test('the pace comes from the run that was measured last', () => {
  const runsOfTwoSpeeds = measured(2, 10).map((run, i): Run =>
    i === 0 ? { ...run, trainingSeconds: 9999 } : run,
  );
  expect(paceOf(SOFTWARE, runsOfTwoSpeeds)).toEqual(paceOf(SOFTWARE, measured(2, 10)));
});

test('the first few steps of a run are not used as a measurement', () => {
  const [first, ...others] = runs;
  if (first === undefined) throw new Error('no run');
  expect(paceOf(SOFTWARE, [{ ...first, step: 3, trainingSeconds: 9 }, ...others]).measured).toBe(false);
});

test('ended runs need no more time', () => {
  const pace = paceOf(SOFTWARE, runs);
  const ended = runs.map((run): Run => ({ ...run, state: 'finished' }));
  expect(sweepSecondsLeft(ended, pace)).toBe(0);
});

test('an evaluation takes time until it has arrived', () => {
  const pace = paceOf(SOFTWARE, measured(3, 10));
  const [run] = runs;
  if (run === undefined) throw new Error('no run');
  const evaluated = [{ step: 500, losses: Float32Array.of(3) }];
  const waiting = secondsLeft({ ...run, step: 500 }, pace);
  expect(secondsLeft({ ...run, step: 500, evaluations: evaluated }, pace)).toBeLessThan(waiting);
  const [half, all] = [0.5, 1].map((share) => secondsLeft({ ...run, step: 500, evaluated: share }, pace));
  expect(half).toBeCloseTo((waiting + all) / 2, 6);
  expect(secondsLeft({ ...run, step: 1000, evaluations: evaluated }, pace)).toBeGreaterThan(0);
});
