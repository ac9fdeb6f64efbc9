// Cells and fields of our own results that no page writes: each is refused in a sentence with its row, column and value.
import { csvFormat, csvParse } from 'd3-dsv';
import { expect, test } from 'vitest';
import { readFiles } from '../../../src/lab/files/read-files.ts';
import { resultsCsv } from '../../../src/lab/files/results-csv.ts';
import { resultsJson } from '../../../src/lab/files/results-json.ts';
import type { Run } from '../../../src/lab/runs/run.ts';
import { sourcesOf } from '../../../src/lab/runs/sources-of.ts';
import { LAPTOP, measuredRuns } from '../../harness/lab/measured-runs.ts';

const RUNS = measuredRuns('widths', 'quick');
const CSV = resultsCsv(RUNS, { experiment: 'widths', size: 'quick' });
const JSON_TEXT = resultsJson('widths', RUNS, 'quick');

function opened(text: string): readonly Run[] | string {
  const imported = readFiles([{ name: 'r', bytes: new TextEncoder().encode(text) }]);
  if ('refused' in imported) return imported.refused;
  if (imported.kind !== 'results') throw new Error(`read as ${imported.kind}`);
  return imported.results.flatMap(({ runs }) => runs);
}

/** The table with another cell in its third row, and without the evaluations, which would contradict a loss. */
function withCell(column: string, cell: string): string {
  const table = csvParse(CSV);
  const rows = table.map((row, i): Record<string, string> => ({
    ...row,
    evaluations: '',
    ...(i === 1 && { [column]: cell }),
  }));
  return csvFormat(rows, [...table.columns]);
}

test.each(['0x2', '0b10', '0o7', '#DIV/0!', 'n/a', '1_0', '250%', '2.5.1', '1e', ''])(
  'a loss of "%s" is no number in decimals',
  (cell) => {
    expect(opened(withCell('loss', cell))).toBe(
      `r, row 3, loss: must be a number in decimals, such as 2.5, not "${cell}".`,
    );
  },
);

test.each(['-2', '0', '1e300', '1e-300', '2000001'])('a loss of %s is not plausible', (cell) => {
  expect(opened(withCell('loss', cell))).toBe(
    `r, row 3, loss: must be a loss from 0.000001 to 1,000,000 nats per token, not ${Number(cell)}.`,
  );
});

test.each(['2.5', '+2.5', ' 2.5 ', '25e-1', '2.5E0', '.25e1', 'NaN', 'Infinity'])(
  'a loss of "%s" is read',
  (cell) => {
    const runs = opened(withCell('loss', cell));
    expect(typeof runs === 'string' ? runs : runs[1]?.evaluations.at(-1)?.losses[0]).toBe(Number(cell));
  },
);

test.each([
  ['width', '0x20', 'must be a number in decimals, such as 2.5, not "0x20"'],
  ['width', '8.5', 'must be a whole number, not 8.5'],
  ['lane', '99', 'must be at most 63, not 99'],
  ['in_fit', 'maybe', 'must be yes or no, not "maybe"'],
  ['size', 'huge', 'must be full or quick, not "huge"'],
  ['tokens_per_second', '1e291', 'must be at most 1000000000000, not 1e+291'],
  ['experiment', 'zipf', 'must be an experiment that trains models, not "zipf"'],
  ['experiment', 'calculator', 'must be an experiment that trains models, not "calculator"'],
  ['experiment', 'imported', 'must be an experiment that trains models, not "imported"'],
])('the column %s with "%s" is refused in words', (column, cell, rule) => {
  expect(opened(withCell(column, cell))).toBe(`r, row 3, ${column}: ${rule}.`);
});

test.each([
  [
    'a loss below 0',
    /"losses":\[[^\]]*/,
    '"losses":[-2',
    'must be a loss from 0.000001 to 1,000,000 nats per token, not -2',
  ],
  [
    'a huge loss',
    /"losses":\[[^\]]*/,
    '"losses":[1e300',
    'must be a loss from 0.000001 to 1,000,000 nats per token, not 1e+300',
  ],
  [
    'no loss',
    /"losses":\[[^\]]*/,
    '"losses":["2"',
    'must be a loss from 0.000001 to 1,000,000 nats per token, not 2',
  ],
  ['a curve below 0', /"curve":\[[^,]*/, '"curve":[-1', 'must be losses of float32 from 0, not -1'],
  [
    'an absurd speed',
    /"tokensPerSecond":[\d.]+/,
    '"tokensPerSecond":1e291',
    'must be at most 1000000000000, not 1e+291',
  ],
  [
    'an experiment that trains nothing',
    '"experiment":"widths"',
    '"experiment":"zipf"',
    'must be an experiment that trains models, not "zipf"',
  ],
  [
    'a finished run that lacks steps',
    /"step":1000,"trainingSeconds"/,
    '"step":999,"trainingSeconds"',
    'a finished run has done all steps of its plan',
  ],
])('JSON with %s is refused in words', (_, found, wrong, rule) => {
  const text = JSON_TEXT.replace(found, wrong);
  expect(text).not.toBe(JSON_TEXT);
  const said = opened(text);
  if (typeof said !== 'string') throw new Error('nothing was refused');
  expect(said).toMatch(/^the results file, [\w.]+: /);
  expect(said.endsWith(`: ${rule}.`)).toBe(true);
});

test('tables that were put one after another open as one', () => {
  const twice = opened(`${CSV}\ufeff${CSV}`);
  expect(twice).toEqual(opened(CSV));
  const others = resultsCsv(
    RUNS.map((run) => ({ ...run, origin: { ...LAPTOP, adapter: 'another' } })),
    { experiment: 'widths', size: 'quick' },
  );
  expect(opened(`${CSV}${others}`)).toHaveLength(2 * RUNS.length);
});

test('the name of a machine is cut, and the page shows nothing that cannot be seen', () => {
  const origin = { ...LAPTOP, adapter: `\u202e\u0007${'x'.repeat(400)}` };
  for (const text of [
    resultsCsv(RUNS.map((run) => ({ ...run, origin }))),
    resultsJson(
      'widths',
      RUNS.map((run) => ({ ...run, origin })),
    ),
  ]) {
    const runs = opened(text);
    if (typeof runs === 'string') throw new Error(runs);
    expect(runs[0]?.origin?.adapter).toHaveLength(200);
    expect(sourcesOf(runs)[0]).toMatch(/^��x+ · Safari 26\.0 · macOS$/);
  }
});
