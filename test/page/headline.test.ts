import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { presetOf } from '../../src/lab/experiments/presets.ts';
import { initialState, type ExperimentState } from '../../src/lab/state/state.ts';
import { headline } from '../../src/page/headline.ts';
import { SOFTWARE } from '../harness/lab/scripted-trainer.ts';

const GPU = { ...SOFTWARE, software: false };
const RESULT = 'Bigger models lose less, along a straight line on log–log axes.';
const said = (change: Partial<ExperimentState>): string =>
  headline({ ...initialState('https://somewhere.example/'), ...change });

test('the headline names the device that trains, and only before and while it does', () => {
  expect(said({ adapter: GPU })).toBe(`${RESULT} Your GPU is about to test it.`);
  expect(said({ adapter: SOFTWARE })).toBe(`${RESULT} Your CPU is about to test it.`);
  expect(said({ adapter: GPU, phase: 'running' })).toBe(`${RESULT} Your GPU is testing it.`);
});

test('the headline states only the result without an adapter, after the end and for runs of others', () => {
  const silent: Partial<ExperimentState>[] = [
    { adapter: { kind: 'none', cause: 'no-adapter', detail: '' } },
    { adapter: GPU, phase: 'ended' },
    { adapter: GPU, failure: 'it ended' },
    { adapter: GPU, otherTab: { trains: true, took: false, answer: 'none' } },
    { adapter: GPU, measured: { source: 'theirs.csv', runs: [] } as never },
  ];
  for (const change of silent) expect(said(change)).toBe(presetOf(change.experiment ?? 'widths').headline);
});

test('each experiment has its own result in the headline, and a device only if it trains', () => {
  expect(said({ adapter: GPU, experiment: 'isoflop' })).toMatch(/^For each budget .* test it\.$/);
  for (const experiment of ['calculator', 'zipf', 'imported'] as const) {
    expect(said({ adapter: GPU, experiment })).toBe(presetOf(experiment).headline);
  }
});

test('the page begins with the headline of the first state', async () => {
  const page = (await readFile('index.html', 'utf8')).replaceAll(/\s+/g, ' ');
  expect(page).toContain(`<h1 slot="headline"> ${said({})} </h1>`);
});
