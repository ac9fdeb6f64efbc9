import { readdirSync, readFileSync, statSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readRecording } from '../../../src/lab/recorded/read-recording.ts';
import { RECORDINGS } from '../../../src/lab/recorded/recordings.ts';

const LISTED = [...RECORDINGS].map(([experiment, recording]) => ({ experiment, recording }));

/** The page loads it before anything is started, perhaps over a slow line. */
const MOST_BYTES = 300_000;

test('the list names every recorded file, and each file is there', () => {
  const files = readdirSync('public/recorded').map((file) => `recorded/${file}`);
  expect(LISTED.map(({ recording }) => recording.file).toSorted()).toEqual(files.toSorted());
});

test('the experiment that a fresh page shows has a recording', () => {
  expect(RECORDINGS.has('widths')).toBe(true);
});

test.each(LISTED)('the recording of $experiment is finished, small, and what the list says', (entry) => {
  const { experiment, recording } = entry;
  const file = `public/${recording.file}`;
  const { recorded, runs, samples } = readRecording(recording, readFileSync(file, 'utf8'));
  expect(recorded.experiment).toBe(experiment);
  expect(statSync(file).size).toBeLessThan(MOST_BYTES);
  expect(runs.every(({ state }) => state === 'finished')).toBe(true);
  const { adapter, browser, software, system, version, date } = recording;
  for (const { origin } of runs)
    expect(origin).toMatchObject({ adapter, browser, software, system, version });
  const days = runs.map(({ origin }) => new Date(origin?.date ?? NaN).toISOString().slice(0, 10));
  expect(days.toSorted()[0]).toBe(date);
  const ids = new Set(runs.map(({ plan }) => plan.id));
  expect(samples.every(({ run }) => ids.has(run))).toBe(true);
});

test.each(LISTED)(
  'no run of a recording of $experiment has the id of a run of a browser',
  ({ recording }) => {
    const { runs } = readRecording(recording, readFileSync(`public/${recording.file}`, 'utf8'));
    for (const { plan } of runs) expect(plan.id).toMatch(/^sweep0\//);
  },
);
