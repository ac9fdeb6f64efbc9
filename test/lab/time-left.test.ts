import { expect, test } from 'vitest';
import { corpusText } from '../../src/lab/corpus-text.ts';
import { planSweep } from '../../src/lab/plan-sweep.ts';
import { QUICK_SWEEP } from '../../src/lab/recipe.ts';
import { queuedRun, type Run } from '../../src/lab/run.ts';
import { paceOf, secondsLeft, sweepSecondsLeft } from '../../src/lab/time-left.ts';
import { SOFTWARE } from './scripted-trainer.ts';

const runs = planSweep(QUICK_SWEEP, corpusText('sotu', 128), 's', 'https://somewhere.example/').map(
  queuedRun,
);

function measured(run: Run | undefined, tokensPerSecond: number): Run[] {
  return runs.map((each) => (each === run ? { ...each, tokensPerSecond } : each));
}

test('before anything is measured the pace is an assumption and says so', () => {
  expect(paceOf(SOFTWARE, runs).measured).toBe(false);
});

test('a measured run is expected to take what it was measured to take', () => {
  const run = runs[3];
  if (run === undefined) throw new Error('no run');
  const pace = paceOf(SOFTWARE, measured(run, 10_240));
  expect(pace.measured).toBe(true);
  const evaluations = secondsLeft(run, 500, pace) - secondsLeft(run, 999, pace) - 49.9;
  expect(evaluations).toBeCloseTo(0, 6);
});

test('twice the speed is half the time', () => {
  const slow = paceOf(SOFTWARE, measured(runs[0], 5000));
  const fast = paceOf(SOFTWARE, measured(runs[0], 10_000));
  expect(sweepSecondsLeft(runs, slow)).toBeCloseTo(2 * sweepSecondsLeft(runs, fast), 6);
});

test('what has ended takes no more time', () => {
  const pace = paceOf(SOFTWARE, runs);
  const ended = runs.map((run): Run => ({ ...run, state: 'finished' }));
  expect(sweepSecondsLeft(ended, pace)).toBe(0);
});
