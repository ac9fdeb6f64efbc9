import { beforeEach, expect, test, vi } from 'vitest';
import { Lab } from '../../../src/lab/lab.ts';
import { QUICK_SWEEP } from '../../../src/lab/plan/recipe.ts';
import { resultsCsv } from '../../../src/lab/files/results-csv.ts';
import { resultsJson } from '../../../src/lab/files/results-json.ts';
import type { Run } from '../../../src/lab/runs/run.ts';
import { draftOf } from '../../../src/lab/plan/sweep-settings.ts';
import { paceOf } from '../../../src/lab/estimate/pace.ts';
import { DirectAnalyst } from '../../harness/lab/direct-analyst.ts';
import { ScriptedTrainer, SOFTWARE } from '../../harness/lab/scripted-trainer.ts';

let trainer: ScriptedTrainer;
let lab: Lab;
let now: number;

beforeEach(async () => {
  now = 1e6;
  vi.spyOn(performance, 'now').mockImplementation(() => now);
  trainer = new ScriptedTrainer();
  lab = new Lab(trainer, new DirectAnalyst(), 'https://somewhere.example/');
  await lab.open();
  lab.edit({ ...draftOf(QUICK_SWEEP), widths: '12, 16', tokens: '204800' });
  void lab.start();
  await vi.waitFor(() => expect(trainer.plans).toHaveLength(1), { interval: 1, timeout: 30_000 });
  trainer.start();
});

function run(): Run {
  const [first] = lab.state.runs;
  if (first === undefined) throw new Error('no run');
  return first;
}

test('a run that is visible all the time has the speed that its trainer reports', () => {
  trainer.advance(20, 4);
  expect(run()).toMatchObject({ speedVoid: '', stepsPerSecond: 10, trainingSeconds: 2 });
  expect(paceOf(SOFTWARE, lab.state.runs).measured).toBe(true);
});

test('a run has no speed if the page was hidden, and only later measurements count for the time left', () => {
  trainer.advance(20, 4);
  lab.setHidden(true);
  trainer.advance(20, 4);
  expect(run()).toMatchObject({ speedVoid: 'the page was hidden', stepsPerSecond: 0 });
  expect(paceOf(SOFTWARE, lab.state.runs).measured).toBe(false);
  lab.setHidden(false);
  now += 1_000;
  trainer.advance(20, 4);
  // A speed is a mean over more than a second.
  expect(run().stepsPerSecond).toBe(0);
  now += 2_000;
  trainer.advance(20, 4);
  expect(run()).toMatchObject({ speedVoid: 'the page was hidden', stepsPerSecond: 10 });
  expect(paceOf(SOFTWARE, lab.state.runs).measured).toBe(true);
});

test('a page that is hidden for a moment voids the speed of the run under way', () => {
  trainer.advance(20, 4);
  lab.setHidden(true);
  lab.setHidden(false);
  now += 10_000;
  trainer.advance(20, 4);
  expect(run().speedVoid).toBe('the page was hidden');
});

test('a page that is hidden while nothing is trained voids no speed', async () => {
  trainer.advance(20, 4);
  await lab.pause();
  lab.setHidden(true);
  now += 10_000;
  lab.setHidden(false);
  await lab.resume();
  // No speed is shown until one has been measured entirely while the page is visible.
  trainer.advance(20, 4);
  expect(run()).toMatchObject({ speedVoid: '', stepsPerSecond: 0 });
  now += 10_000;
  trainer.advance(20, 4);
  expect(run()).toMatchObject({ speedVoid: '', stepsPerSecond: 10 });
});

test('a run during which the computer slept has no speed, and files contain none', async () => {
  trainer.advance(20, 4);
  trainer.advance(20, 4, true);
  expect(run().speedVoid).toBe('the computer slept, or the page was held up');
  expect(paceOf(SOFTWARE, lab.state.runs).measured).toBe(false);
  trainer.finish(3);
  await vi.waitFor(() => expect(run().state).toBe('finished'), { interval: 1, timeout: 30_000 });
  const [names = '', row = ''] = resultsCsv(lab.state.runs).split('\r\n');
  expect(row.split(',')[names.split(',').indexOf('training_seconds')]).toBe('');
  const { runs } = JSON.parse(resultsJson('widths', lab.state.runs)) as { runs: unknown[] };
  expect(runs[0]).toMatchObject({
    trainingSeconds: null,
    tokensPerSecond: null,
    speedVoid: 'the computer slept, or the page was held up',
  });
});

test('the next run is measured again', async () => {
  trainer.advance(20, 4, true);
  trainer.finish(3);
  await vi.waitFor(() => expect(trainer.plans).toHaveLength(2), { interval: 1, timeout: 30_000 });
  trainer.start();
  trainer.advance(20, 4);
  expect(lab.state.runs[1]).toMatchObject({ speedVoid: '', stepsPerSecond: 10 });
});
