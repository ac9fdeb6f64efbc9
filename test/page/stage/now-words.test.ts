import { expect, test } from 'vitest';
import { presetRuns } from '../../../src/lab/experiments/presets.ts';
import { planRuns } from '../../../src/lab/plan/plan-runs.ts';
import { queuedRun, type Run } from '../../../src/lab/runs/run.ts';
import { initialState, type ExperimentState } from '../../../src/lab/state/state.ts';
import { isTrouble, lacksGpu, nowWords, rangeWords } from '../../../src/page/stage/now-words.ts';
import { SOFTWARE } from '../../harness/lab/scripted-trainer.ts';
import { syntheticExperiment } from '../../harness/page/synthetic-experiment.ts';

const GPU = { ...SOFTWARE, software: false };
const idle: ExperimentState = { ...initialState('https://somewhere.example/'), adapter: GPU };
const said = (change: Partial<ExperimentState>): string => nowWords({ ...idle, ...change });
const runs = (change: (run: Run, place: number) => Partial<Run>): Run[] =>
  idle.planned.map((planned, place) => ({ ...queuedRun(planned), ...change(queuedRun(planned), place) }));

test('before a sweep it says what it costs, or that the browser is asked', () => {
  expect(said({})).toMatch(/^\d+ widths take about .*, rough; updated after the first model\.$/);
  const luck = presetRuns('dynamics', 'quick');
  const lanes = { experiment: 'dynamics', planned: planRuns(luck, 's') } as const;
  expect(said(lanes)).toMatch(/^2 runs, 16 models in all, take about /);
  expect(said({ adapter: { kind: 'asking' } })).toBe('Asking the browser for its GPU …');
});

test('without an adapter it gives the cause in one sentence, lacks the next step, and is trouble', () => {
  const none = { adapter: { kind: 'none', cause: 'no-webgpu', detail: '' } } as const;
  expect(said(none)).toBe('No GPU can be used here: this browser has no WebGPU.');
  expect(lacksGpu({ ...idle, ...none })).toBe(true);
  expect(lacksGpu({ ...idle, ...none, failure: 'the worker ended' })).toBe(false);
  expect(lacksGpu({ ...idle, ...none, experiment: 'zipf' })).toBe(false);
  expect(lacksGpu(idle)).toBe(false);
  expect(isTrouble({ ...idle, ...none })).toBe(true);
  expect(isTrouble(idle)).toBe(false);
});

test('during a sweep it names the run, its place and what the line predicts for it', () => {
  const training = runs((_, place) => (place === 0 ? { state: 'training' } : {}));
  expect(said({ phase: 'running', runs: training })).toMatch(/^Training width \d+, 1 of \d+\.$/);
  expect(said({ phase: 'paused', runs: training })).toMatch(/^Paused at width \d+, 1 of \d+\.$/);
  expect(said({ phase: 'stopping', runs: training })).toBe('Stopping …');
  const { runs: finished } = syntheticExperiment('widths');
  const last = finished.at(-1);
  if (last === undefined) throw new Error('no run');
  const now: Run = {
    ...last,
    state: 'training',
    prediction: { loss: 1.47, low: 1.44, high: 1.5, points: 4 },
  };
  const words = said({ phase: 'running', runs: [...finished.slice(0, -1), now] });
  expect(words).toMatch(/^Training width \d+, (\d+) of \1\. The line predicts 1\.47 ± 0\.03 for it\.$/);
  const wide: Run = { ...now, prediction: { loss: 1.47, low: -Infinity, high: Infinity, points: 3 } };
  expect(said({ phase: 'running', runs: [...finished.slice(0, -1), wide] })).not.toMatch(/predicts|Infinity/);
});

test('after a sweep it says how many finished, and what Start or Resume does', () => {
  const { runs: finished } = syntheticExperiment('widths');
  expect(said({ phase: 'ended', runs: finished })).toMatch(
    /^Ended: (\d+) of \1 finished\. \d+ widths again take about /,
  );
  const half = runs((_, place) => ({ state: place === 0 ? 'finished' : 'queued' }));
  expect(said({ phase: 'ended', runs: half })).toMatch(
    /^Interrupted: 1 of \d+ finished\. Resume trains the rest\.$/,
  );
});

test('what has gone wrong comes before everything else', () => {
  expect(said({ failure: 'the worker ended', phase: 'ended' })).toMatch(
    /^Training is no longer possible: the worker ended\. Finished runs stay\. Reload/,
  );
  expect(said({ stopReason: 'The text could not be loaded.', phase: 'ended' })).toBe(
    'The text could not be loaded.',
  );
  expect(said({ otherTab: { trains: true, took: false, answer: 'none' } })).toMatch(/another tab/);
  expect(said({ lostGpus: 2, phase: 'ended' })).toContain('The GPU was lost 2 times');
  expect(said({ refusals: { heads: 'heads must divide width' } })).toBe(
    'A setting is refused. Start shows where.',
  );
});

test('experiments that train nothing say what Start does', () => {
  const states: Partial<ExperimentState>[] = [
    { experiment: 'zipf' },
    { experiment: 'calculator' },
    { experiment: 'imported' },
  ];
  for (const state of states)
    expect(said({ ...state, shown: state.experiment ?? 'zipf', planned: [], runs: [] })).toMatch(
      /^.{30,}\.$/,
    );
});

test('an interval is a value and its half width, or both ends where these differ', () => {
  expect(rangeWords(1.47, 1.44, 1.5)).toBe('1.47 ± 0.03');
  expect(rangeWords(1.4701, 1.4691, 1.4711)).toBe('1.470 ± 0.001');
  expect(rangeWords(1.47, 1.46, 1.6)).toBe('1.460 to 1.600');
});
