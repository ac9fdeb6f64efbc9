import { readFile } from 'node:fs/promises';
import { csvFormat, csvParse } from 'd3-dsv';
import { expect, test } from 'vitest';
import { readFiles, type Imported } from '../../../src/lab/files/read-files.ts';
import { resultsCsv } from '../../../src/lab/files/results-csv.ts';
import { resultsJson } from '../../../src/lab/files/results-json.ts';
import { withoutRepeats } from '../../../src/lab/files/identity/run-identity.ts';
import type { Run } from '../../../src/lab/runs/run.ts';
import { LAPTOP, measuredRuns } from '../../harness/lab/measured-runs.ts';

const CASES = new URL('../../fixtures/cases/results/', import.meta.url);
const textOf = (name: string): Promise<string> => readFile(new URL(name, CASES), 'utf8');

function read(files: Record<string, string>): Imported {
  const given = Object.entries(files).map(([name, text]) => ({
    name,
    bytes: new TextEncoder().encode(text),
  }));
  const imported = readFiles(given);
  if ('refused' in imported) throw new Error(imported.refused);
  return imported;
}

function runsOf(files: Record<string, string>): readonly Run[] {
  const imported = read(files);
  if (imported.kind !== 'results') throw new Error(`read as ${imported.kind}`);
  return imported.results.flatMap(({ runs }) => runs);
}

test.each([
  ['loglog_data_full.csv', 8, 'full', 'data'],
  ['loglog_grid_quick.csv', 16, 'quick', 'grid'],
] as const)(
  'every run of the early table %s opens, with its part of the text',
  async (name, count, size, id) => {
    const imported = read({ [name]: await textOf(name) });
    expect(imported).toMatchObject({ kind: 'results', repeated: 0 });
    const runs = runsOf({ [name]: await textOf(name) });
    expect(runs).toHaveLength(count);
    const windows = (some: readonly Run[]) =>
      some
        .map(({ label, plan, uniqueTokens }) => `${label}: ${plan.trainingWindows}, ${uniqueTokens}`)
        .toSorted();
    expect(windows(runs)).toEqual(windows(measuredRuns(id, size)));
    expect(runs.every(({ imported: from }) => from?.whole === false && from.file === name)).toBe(true);
  },
);

/** A table as versions before this one wrote it. */
function early(runs: readonly Run[]): string {
  const table = csvParse(resultsCsv(runs));
  return csvFormat(table, table.columns.slice(0, 21));
}

test('an early table adds nothing to the JSON of the same runs, in either order', () => {
  const runs = measuredRuns('grid', 'quick');
  const json = resultsJson('grid', runs);
  for (const files of [
    [early(runs), json],
    [json, early(runs)],
  ] as const) {
    const all = files.flatMap((text, i) => runsOf({ [`${i}`]: text }));
    const kept = withoutRepeats(all);
    expect(kept).toHaveLength(runs.length);
    expect(
      kept.every((run) => run.curve.steps > 0 && run.plan.schedule.warmup === runs[0]?.plan.schedule.warmup),
    ).toBe(true);
  }
});

test('what an early table leaves out stays left out when it is saved again', () => {
  const text = early(measuredRuns('data', 'quick'));
  const again = csvParse(resultsCsv(runsOf({ 'a.csv': text })));
  expect(again.map((row) => [row['schedule'], row['evaluation_steps'], row['corpus_content']])).toEqual(
    again.map(() => ['', '', '']),
  );
  expect(early(runsOf({ 'a.csv': csvFormat(again, again.columns) }))).toBe(early(runsOf({ 'a.csv': text })));
});

const [first] = measuredRuns('widths', 'quick');
if (first === undefined) throw new Error('no run');

test.each<[string, string, (text: string) => string]>([
  ['a results file that is called .txt', 'r.txt', (text) => text],
  ['a results file without an ending', 'r', (text) => text],
  ['JSON with line breaks', 'r.json', (text) => JSON.stringify(JSON.parse(text), null, 2)],
  ['JSON with a mark of its byte order', 'r.json', (text) => `\ufeff${text}`],
  [
    'JSON whose format is not its first field',
    'r.json',
    (text) => {
      const { format, ...rest } = JSON.parse(text) as Record<string, unknown>;
      return JSON.stringify({ ...rest, format });
    },
  ],
])('%s opens', (_, name, change) => {
  expect(runsOf({ [name]: change(resultsJson('widths', [first])) })).toHaveLength(1);
});

test.each<[string, (text: string) => string]>([
  ['with lines that end in LF', (text) => text.replaceAll('\r\n', '\n')],
  ['with a mark of its byte order', (text) => `\ufeff${text}`],
  ['without a line end', (text) => text.trimEnd()],
])('a table %s opens', (_, change) => {
  expect(runsOf({ 'r.txt': change(resultsCsv([first])) })).toHaveLength(1);
});

test('runs that were stopped or failed are in JSON with their words, and not in a table', () => {
  const stopped: Run = {
    ...first,
    state: 'stopped',
    step: 3,
    evaluations: [],
    curve: { ...first.curve, steps: 3 },
  };
  const failed: Run = { ...stopped, state: 'failed', failure: 'the loss is not finite' };
  const kept = runsOf({
    'r.json': resultsJson('widths', [stopped, { ...failed, step: 2, curve: { ...first.curve, steps: 2 } }]),
  });
  expect(kept.map(({ state, failure }) => [state, failure])).toEqual([['stopped', '']]);
  expect(runsOf({ 'r.json': resultsJson('widths', [failed]) })).toMatchObject([
    { state: 'failed', failure: failed.failure },
  ]);
  expect(csvParse(resultsCsv([stopped, failed]))).toHaveLength(0);
});

test('the results of a class open at once, each seed as a measurement', () => {
  const files: Record<string, string> = {};
  for (let student = 0; student < 30; student++) {
    const seeded: Run = {
      ...first,
      origin: { ...LAPTOP, adapter: `adapter ${student % 10}` },
      evaluations: first.evaluations.map(({ step, losses }) => ({
        step,
        losses: losses.map((loss) => loss + student / 1e3),
      })),
      curve: { ...first.curve, steps: 0, losses: new Float32Array(0) },
    };
    // Half of them use their own seeds, and half the seed of the lesson.
    const own = student % 2 === 0 ? student + 2 : 1;
    const lanes = first.plan.lanes.map((lane) => ({ ...lane, initSeed: own, orderSeed: own }));
    files[`results (${student}).csv`] = resultsCsv([{ ...seeded, plan: { ...first.plan, lanes } }]);
  }
  expect(runsOf(files)).toHaveLength(30);
});
