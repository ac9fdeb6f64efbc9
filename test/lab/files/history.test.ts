import { expect, test } from 'vitest';
import { readFiles } from '../../../src/lab/files/read-files.ts';
import { historyJson } from '../../../src/lab/files/history-json.ts';
import { resultsJson } from '../../../src/lab/files/results-json.ts';
import { EXPERIMENT_IDS, type ExperimentId } from '../../../src/lab/experiments/presets.ts';
import { ownDraft, storedSelection } from '../../../src/lab/experiments/selection.ts';
import { Lab } from '../../../src/lab/lab.ts';
import type { ReadExperiment } from '../../../src/lab/storage/archive.ts';
import { renumbered } from '../../../src/lab/storage/renumbered.ts';
import { savedCurve, savedRun } from '../../../src/lab/storage/run-record.ts';
import { DirectAnalyst } from '../../harness/lab/direct-analyst.ts';
import { finishedRuns, jitter } from '../../harness/lab/finished-run.ts';
import { LONE_TAB } from '../../harness/lab/lone-tab.ts';
import { MemoryDisk } from '../../harness/lab/memory-disk.ts';
import { ScriptedTrainer } from '../../harness/lab/scripted-trainer.ts';

const BEGUN = Date.UTC(2026, 10, 29, 12, 30, 15, 250);

const RANKS = {
  words: 9,
  counts: Float64Array.of(6, 3),
  exponent: 1,
  scale: 6,
  rSquared: 0.5,
  lastRank: 2,
};

/** An experiment as the archive returns it: trained in quick size, with a title, fit options and a text. */
function experimentOf(experiment: ExperimentId, number: number): ReadExperiment {
  const runs = finishedRuns(experiment, 'quick', (run, step, lane) => 2 + 1 / step + jitter(run, lane, 0.01));
  const [first] = runs;
  const sample = { run: first?.plan.id ?? '', step: 7, text: '"=<b>\u2028', width: 8, temperature: 0.8 };
  return renumbered(
    {
      title: `=${experiment}, "the first"`,
      origin: 'trained',
      begun: BEGUN + number,
      ...storedSelection({ experiment, size: 'quick', draft: ownDraft(experiment, 'quick') }),
      fitting: { floor: 'never', convention: 'with-head', loss: 'squares' },
      samples: first === undefined ? [] : [sample],
      ranks: runs.length > 0 ? null : RANKS,
      note: '=1+1, "<b>"\nsecond line',
      pinned: number % 2 === 1,
      removed: false,
    },
    runs,
    number,
  );
}

const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
const fileOf = (text: string) => ({ name: 'loglog-history.json', bytes: bytesOf(text) });

/** The experiments of a file, before they get numbers. */
function readBack(json: string) {
  const read = readFiles([fileOf(json)]);
  if ('refused' in read) throw new Error(read.refused);
  if (read.kind !== 'history') throw new Error(`read as ${read.kind}`);
  return read.experiments;
}

test.each(EXPERIMENT_IDS)('%s, saved with all experiments, is read back completely', (experiment) => {
  const written = experimentOf(experiment, 3);
  const [read, ...others] = readBack(historyJson([written]));
  const { number: _, runs: ids, ...saved } = written.saved;
  expect(others).toEqual([]);
  expect(read?.saved).toEqual(saved);
  expect(read?.runs.map(({ plan }) => plan.id)).toEqual(ids);
  expect(read?.runs.map(savedRun)).toEqual(written.runs.map(savedRun));
  const curves = (runs: ReadExperiment['runs'] = []): string[] =>
    runs.map((run) => Buffer.from(savedCurve(run).losses.buffer).toString('base64'));
  expect(curves(read?.runs)).toEqual(curves(written.runs));
});

test('fit options and draft owner that an experiment leaves out are still left out after reading', () => {
  const { saved, runs } = experimentOf('widths', 1);
  const { fitting: _, ...bare } = saved;
  const [read] = readBack(historyJson([{ saved: bare, runs }]));
  expect(read?.saved).not.toHaveProperty('fitting');
  expect(read?.saved).not.toHaveProperty('draftOf');
});

test('a run that had not ended is read back as stopped, with its curve', () => {
  const { saved, runs } = experimentOf('widths', 1);
  const [run] = runs;
  if (run === undefined) throw new Error('no run');
  const [read] = readBack(historyJson([{ saved, runs: [{ ...run, state: 'paused' }] }]));
  expect(read?.runs[0]).toMatchObject({
    state: 'stopped',
    step: run.step,
    curve: { steps: run.curve.steps },
  });
});

const refusalOf = (change: (text: string) => string): string => {
  const read = readFiles([fileOf(change(historyJson([experimentOf('widths', 1)])))]);
  return 'refused' in read ? read.refused : '';
};

test.each<[string, (text: string) => string, RegExp]>([
  ['another version', (text) => text.replace('"version":1', '"version":2'), /version: must be 1, not 2\.$/],
  ['no experiments', (text) => text.replace(/"experiments":.*/s, '"experiments":[]}'), /experiments: /],
  ['no time', (text) => text.replace(/"begun":"[^"]*"/, '"begun":"soon"'), /begun: must be a time such as/],
  ['an unknown key', (text) => text.replace('"title"', '"titel"'), /titel|title/],
  [
    'an unknown origin',
    (text) => text.replace('"trained"', '"stolen"'),
    /origin: must be .*, not "stolen"\.$/,
  ],
  ['a long text', (text) => text.replace('"text":"', `"text":"${'x'.repeat(10_001)}`), /text: /],
  [
    'a step beyond the last',
    (text) => text.replace(/"step":\d+,"tr/, '"step":99999999,"tr'),
    /beyond the last/,
  ],
])('a history with %s is refused in a sentence', (_, change, sentence) => {
  expect(refusalOf(change)).toMatch(sentence);
});

test('a history must be imported alone', () => {
  const { runs } = experimentOf('widths', 1);
  const read = readFiles([
    fileOf(historyJson([experimentOf('widths', 1)])),
    { name: 'r.json', bytes: bytesOf(resultsJson('widths', runs)) },
  ]);
  expect(read).toEqual({
    refused: 'a history is one file: loglog-history.json and r.json were given.',
  });
});

test('every experiment of a history is added, in the order of their numbers, and the latest is shown', async () => {
  const archive = new MemoryDisk(() => 1);
  const disk = {
    open: () => archive.open(1),
    askToStay: () => {},
    storageUse: async () => null,
    tabLock: LONE_TAB,
  };
  const lab = new Lab(
    new ScriptedTrainer(),
    new DirectAnalyst(),
    'https://somewhere.example/',
    disk,
    async (files) => readFiles(files),
  );
  await lab.open();
  const written = [experimentOf('grid', 9), experimentOf('widths', 4)];
  await lab.takeFiles([new File([historyJson(written)], 'loglog-history.json')]);
  const runs = written.reduce((sum, experiment) => sum + experiment.runs.length, 0);
  expect(lab.state.notice).toEqual({
    said: `Imported 2 experiments with ${runs} runs. Their models are not in the file.`,
    refused: false,
  });
  expect(lab.state).toMatchObject({ shown: 'grid', number: 2, lastNumber: 2, phase: 'ended' });
  expect(lab.state.fitOptions).toEqual(written[0]?.saved.fitting);
  expect(lab.state.samples[0]?.run).toBe(lab.state.runs[0]?.plan.id);
  const saved = await Promise.all([1, 2].map(async (number) => (await archive.open(1)).read(number)));
  expect(saved.map((read) => read?.saved.title)).toEqual(
    [written[1], written[0]].map((read) => read?.saved.title),
  );
  expect(saved.map((read) => read?.saved.begun)).toEqual([BEGUN + 4, BEGUN + 9]);
});

test('runs of several files with the same id get different ids', () => {
  const { saved, runs } = experimentOf('widths', 1);
  const added = renumbered(saved, [...runs, ...runs], 5);
  expect(new Set(added.saved.runs).size).toBe(2 * runs.length);
  expect(added.runs.map(({ plan }) => plan.id)).toEqual(added.saved.runs);
});
