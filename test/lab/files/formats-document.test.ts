import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { BENCHMARK_FORMAT, benchmarkJson } from '../../../src/benchmark/result/benchmark-json.ts';
import { benchmarkCsv } from '../../../src/benchmark/result/benchmark-csv.ts';
import { BENCHMARK_LIMITS } from '../../../src/benchmark/result/limits.ts';
import { SUMMARY_FIELDS } from '../../../src/benchmark/result/summary-fields.ts';
import { PIECE_LIMITS } from '../../../src/lab/class/piece.ts';
import { PIECE_FIELDS } from '../../../src/lab/class/piece-json.ts';
import { POOL_LIMITS } from '../../../src/lab/class/pool.ts';
import { COLUMNS, FIRST_COLUMNS, LANE_COLUMNS } from '../../../src/lab/files/result-columns.ts';
import { experimentJson } from '../../../src/lab/files/experiment-json.ts';
import { historyJson } from '../../../src/lab/files/history-json.ts';
import { resultsJson } from '../../../src/lab/files/results-json.ts';
import { ownDraft } from '../../../src/lab/experiments/selection.ts';
import { measuredCsv } from '../../../src/lab/files/measured/measured-csv.ts';
import { measuredJson } from '../../../src/lab/files/measured/measured-file.ts';
import {
  COLUMN_ROLES,
  MOST_MEASURED_RUNS,
  QUANTITIES,
  type MeasuredTable,
} from '../../../src/lab/imported/measured-run.ts';
import { lessonLinkOf } from '../../../src/lab/class/lesson-link.ts';
import { linkOf } from '../../../src/lab/files/link.ts';
import { FORMATS } from '../../../src/lab/files/formats.ts';
import type { Run } from '../../../src/lab/runs/run.ts';
import { resultOfMachine } from '../../harness/benchmark/benchmark-results.ts';
import { measuredRuns } from '../../harness/lab/measured-runs.ts';

const DOCUMENT = await readFile(new URL('../../../docs/FORMATS.md', import.meta.url), 'utf8');

/** The cells of the first table below a heading, without its head. */
function tableOf(heading: string): string[][] {
  const [, below = ''] = DOCUMENT.split(`\n${heading}\n`);
  const lines = below.split('\n');
  const start = lines.findIndex((line) => line.startsWith('|'));
  const length = lines.slice(start).findIndex((line) => !line.startsWith('|'));
  return lines.slice(start + 2, start + length).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

const names = (heading: string): string[] => tableOf(heading).map(([name = '']) => name.replaceAll('`', ''));

const parsed = (json: string): unknown => JSON.parse(json);

const whole = measuredRuns('data', 'quick').map((run): Run => ({
  ...run,
  speedVoid: 'the page was hidden',
  imported: { file: 'a.csv', whole: true },
  beganFrom: 'a'.repeat(64),
  note: 'the fan was loud',
}));
const draft = ownDraft('data', 'quick');
const choice = { experiment: 'data', size: 'quick', draft } as const;

const measured: MeasuredTable = {
  source: 'theirs.csv',
  columns: { N: 'p', D: 't', C: 'f', U: 'u', loss: 'l', run: 'who', series: 'group' },
  computed: null,
  notes: [],
  runs: [
    {
      id: '2',
      name: 'a',
      series: 'b',
      sizes: { N: 1e6, D: 2e7, C: 1.2e14, U: 1e7 },
      loss: 3,
      fitted: true,
    },
  ],
};
const predictions = {
  law: 'L(N, D)',
  of: new Map([['2', { predicted: 3.1, residual: Math.log(3 / 3.1), ring: null }]]),
};
const measuredFile = JSON.parse(measuredJson(measured, predictions)) as {
  table: { runs: unknown[] };
  predictions: unknown[];
};

test('the document has every column of imported runs, in their order', () => {
  const [header = ''] = measuredCsv(measured, predictions).split('\r\n');
  expect(names('## Imported runs as CSV')).toEqual(header.split(','));
});

test('the document names the format of imported runs, what its columns and sizes may be, and how many it has', () => {
  const meaningOf = (heading: string, field: string): string =>
    tableOf(heading).find(([name]) => name === `\`${field}\``)?.[2] ?? '';
  const quoted = (text: string): string[] => [...text.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);
  expect(meaningOf('## Imported runs as JSON', 'format')).toBe(`\`${FORMATS.measured}\``);
  expect(quoted(meaningOf('### A table of imported runs', 'columns'))).toEqual([...COLUMN_ROLES]);
  expect(quoted(meaningOf('### An imported run', 'sizes')).filter((name) => name !== 'null')).toEqual([
    ...QUANTITIES,
  ]);
  expect(meaningOf('### A table of imported runs', 'runs')).toContain(
    `1 to ${MOST_MEASURED_RUNS.toLocaleString('en')} runs`,
  );
});

test('the document has every column of results, in their order', () => {
  expect(names('## Results as CSV')).toEqual([...COLUMNS]);
});

test('the document has every field of results of a class, in their order', () => {
  expect(names('## Results of a class')).toEqual([...PIECE_FIELDS]);
  const [, text = ''] = DOCUMENT.split('\n## Results of a class\n');
  for (const limit of [
    PIECE_LIMITS.characters,
    PIECE_LIMITS.bytes,
    POOL_LIMITS.pupils,
    POOL_LIMITS.piecesOfPupil,
  ])
    expect(text).toContain(limit.toLocaleString('en'));
});

test('the document has every field of a benchmark’s link and every column of its table, in their order', () => {
  expect(names('## Benchmark link')).toEqual([...SUMMARY_FIELDS]);
  const [header = ''] = benchmarkCsv(resultOfMachine()).split('\r\n');
  expect(names('## Benchmark as CSV')).toEqual(header.split(','));
});

test('the document has the limits of benchmarks and the name of their format', () => {
  const [, text = ''] = DOCUMENT.split('\n## Benchmark as JSON\n');
  const { jsonBytes, entries, nameCharacters, linkCharacters, linkBytes } = BENCHMARK_LIMITS;
  for (const limit of [jsonBytes, entries, nameCharacters, linkCharacters, linkBytes])
    expect(text).toContain(limit.toLocaleString('en'));
  expect(text).toContain(`\`${BENCHMARK_FORMAT}\``);
});

test('the document says which columns are of the first version, and which differ between lanes', () => {
  const rows = tableOf('## Results as CSV');
  expect(rows.filter(([, since]) => since === '1').map(([name = '']) => name.replaceAll('`', ''))).toEqual([
    ...FIRST_COLUMNS,
  ]);
  const lanes = rows.filter(([, , lane]) => lane === 'lane').map(([name = '']) => name.replaceAll('`', ''));
  expect(lanes).toEqual([...LANE_COLUMNS]);
});

test.each<[string, () => unknown]>([
  ['## Results as JSON', () => parsed(resultsJson('data', whole, 'quick'))],
  ['### A run', () => (JSON.parse(resultsJson('data', whole)) as { runs: unknown[] }).runs[0]],
  ['## Imported runs as JSON', () => measuredFile],
  ['### A table of imported runs', () => measuredFile.table],
  ['### An imported run', () => measuredFile.table.runs[0]],
  ['### A prediction for an imported run', () => measuredFile.predictions[0]],
  ['## Benchmark as JSON', () => parsed(benchmarkJson(resultOfMachine()))],
  ['### An entry of a benchmark', () => resultOfMachine().entries[0]],
  [
    '## Lesson link',
    () => {
      const link = lessonLinkOf(
        {
          id: 'ab12cd34',
          selection: choice,
          title: 'a',
          words: 'b',
          hidden: ['files'],
          starts: true,
          questions: ['c'],
          parts: 9,
          minutes: 5,
        },
        2,
      );
      const ordinary = new URLSearchParams(linkOf(choice).slice(1));
      const said = [...new URLSearchParams(link.slice(1))].filter(([name]) => !ordinary.has(name));
      return Object.fromEntries(said);
    },
  ],
  ['## Experiment', () => parsed(experimentJson(choice))],
  [
    '## History',
    () => {
      const saved = {
        ...choice,
        number: 1,
        title: '',
        origin: 'trained' as const,
        begun: 0,
        draftOf: 'data' as const,
        runs: [],
        fitting: { floor: 'auto', convention: 'total', loss: 'huber' } as const,
        samples: [],
        ranks: { refused: 'no words' },
        note: 'for the lesson',
        pinned: true,
        measured,
        pieces: ['LL1abc.12345678'],
        pupils: { ab12cd34: { name: 'Bo' } },
        removed: false,
      };
      return (JSON.parse(historyJson([{ saved, runs: whole }])) as { experiments: unknown[] }).experiments[0];
    },
  ],
])('the document has every field of %s', (heading, written) => {
  expect(names(heading).toSorted()).toEqual(Object.keys(written() as object).toSorted());
});
