import { readdirSync, readFileSync, statSync } from 'node:fs';
import { expect, test } from 'vitest';
import { historyOf, recordedResults } from '../../../cli/recordings/recorded-results.ts';
import { isExperimentId } from '../../../src/lab/experiments/presets.ts';
import { PAGE_RECORDINGS, readRecording } from '../../../src/lab/recorded/fetch-recording.ts';
import type { RecordedResults } from '../../../src/lab/recorded/recorded-sweep.ts';
import { differences } from '../../harness/lab/differences.ts';

const FOLDER = 'src/lab/recorded/sweeps';
const EXPERIMENTS = readdirSync(FOLDER).map((file) => file.replace('.json', ''));

/** The page loads it before anything is started, perhaps over a slow line. */
const MOST_BYTES = 300_000;

const fileOf = (experiment: string): string => `${FOLDER}/${experiment}.json`;
const recordingOf = (experiment: string): RecordedResults =>
  readRecording(readFileSync(fileOf(experiment), 'utf8'));

test('the experiment that a fresh page shows has a recording', () => {
  expect(PAGE_RECORDINGS.has('widths')).toBe(true);
});

test.each(EXPERIMENTS)('the recording of %s is finished, small, and says who trained it', (experiment) => {
  expect(isExperimentId(experiment) && PAGE_RECORDINGS.has(experiment)).toBe(true);
  const { recorded, runs, samples } = recordingOf(experiment);
  expect(recorded.experiment).toBe(experiment);
  expect(statSync(fileOf(experiment)).size).toBeLessThan(MOST_BYTES);
  expect(runs.every(({ state }) => state === 'finished')).toBe(true);
  const { adapter, browser, software, system, version, date } = recorded;
  for (const { origin } of runs)
    expect(origin).toMatchObject({ adapter, browser, software, system, version });
  const days = runs.map(({ origin }) => new Date(origin?.date ?? NaN).toISOString().slice(0, 10));
  expect(days.toSorted()[0]).toBe(date);
  const ids = new Set(runs.map(({ plan }) => plan.id));
  expect(samples.every(({ run }) => ids.has(run))).toBe(true);
});

test.each(EXPERIMENTS)('no run of the recording of %s counts as a run of a browser', (experiment) => {
  for (const { imported, plan } of recordingOf(experiment).runs) {
    expect(plan.id).toMatch(/^sweep0\//);
    expect(imported).not.toBeNull();
  }
});

test.each(EXPERIMENTS)(
  'the recording of %s passes the schema of histories, and holds what this code fits to its runs',
  (experiment) => {
    const { analysis, ...stored } = recordingOf(experiment);
    const { analysis: made, ...read } = recordedResults(historyOf({ analysis, ...stored }));
    const remedy = `the recording is not that of this code: npm run record:sweeps -- ${experiment} --refit`;
    expect(stored, remedy).toStrictEqual(read);
    expect(differences(analysis, made), remedy).toEqual([]);
  },
);
