import { expect, test } from 'vitest';
import { queuedRun } from '../../../src/lab/runs/run.ts';
import { machineWords, trainedOn, type RunOrigin } from '../../../src/lab/runs/run-origin.ts';
import { planRuns } from '../../../src/lab/plan/plan-runs.ts';
import { presetRuns } from '../../../src/lab/experiments/presets.ts';

const [planned] = planRuns(presetRuns('widths', 'quick'), 's', 'https://somewhere.example/');
if (planned === undefined) throw new Error('no run is planned');
const run = queuedRun(planned);
const on = (adapter: string, date: number, software = false): RunOrigin => ({
  adapter,
  software,
  browser: 'Firefox 145',
  system: 'Linux',
  date,
  version: '0.1.0',
});

test('a run that resumes keeps its first date, and names every adapter in its order', () => {
  const first = trainedOn(run, on('A', 5));
  expect(first.origin).toEqual(on('A', 5));
  expect(trainedOn(first, on('A', 9)).origin).toEqual(on('A', 5));
  const moved = trainedOn(first, on('B', 9, true));
  expect(moved.origin).toEqual(on('A, then B', 5, true));
  expect(trainedOn(moved, on('B', 12)).origin).toEqual(moved.origin);
  expect(trainedOn(moved, on('A', 12)).origin).toEqual(on('A, then B, then A', 5, true));
});

test('a machine is named by what is known of it', () => {
  expect(machineWords(on('A', 1))).toBe('A · Firefox 145 · Linux');
  expect(machineWords({ adapter: 'A', software: false, browser: '', system: '' })).toBe('A');
});
