import { readFile } from 'node:fs/promises';
import { csvFormat, csvParse } from 'd3-dsv';
import { expect, test } from 'vitest';
import { experimentOfName } from '../../../src/lab/files/experiment-of-runs.ts';
import { readResults } from '../../../src/lab/files/results-file.ts';
import { readResultsTable } from '../../../src/lab/files/results-table.ts';
import { readFiles } from '../../../src/lab/files/read-files.ts';
import { resultsCsv } from '../../../src/lab/files/results-csv.ts';
import { resultsJson } from '../../../src/lab/files/results-json.ts';
import { findingsOf } from '../../../src/lab/conclusions/conclude.ts';
import { isExperimentUnsaid } from '../../../src/lab/state/shown-conclusion.ts';
import { measuredRuns } from '../../harness/lab/measured-runs.ts';

const CASES = new URL('../../fixtures/cases/results/', import.meta.url);

test.each([
  [
    'loglog_grid_quick.csv',
    'grid',
    'quick',
    { stopping: 'early', series: ['U 16k', 'U 64k', 'U 256k', 'U 1024k'] },
  ],
  ['loglog_data_full.csv', 'data', 'full', { stopping: 'early', series: [''] }],
] as const)(
  'the early table %s is of its own experiment, by its name or by its runs',
  async (file, experiment, size, own) => {
    const text = await readFile(new URL(file, CASES), 'utf8');
    for (const name of [file, `${file.replace('.csv', '')} (2).csv`, 'marks.csv', '']) {
      const [only, ...others] = readResultsTable(text, name);
      expect(others).toEqual([]);
      expect(only).toMatchObject({ experiment, size });
      const runs = only?.runs ?? [];
      expect(new Set(runs.map(({ settings }) => settings.stopping))).toEqual(new Set([own.stopping]));
      expect(new Set(runs.map(({ settings }) => settings.series))).toEqual(new Set(own.series));
      expect(isExperimentUnsaid({ runs })).toBe(false);
    }
  },
);

test.each([
  ['loglog-grid.csv', { experiment: 'grid', size: null }],
  ['loglog-known-entropy (1).csv', { experiment: 'known-entropy', size: null }],
  ['loglog_isoflop_full.csv', { experiment: 'isoflop', size: 'full' }],
  ['Loglog_Depth_Quick - Copy.csv', { experiment: 'depth', size: 'quick' }],
  ['loglog-imported.csv', null],
  ['loglog-toString.csv', null],
  ['loglog-griddle.csv', null],
  ['grid.csv', null],
  ['', null],
])('the name %s tells %j', (name, told) => {
  expect(experimentOfName(name)).toEqual(told);
});

/** The columns of the first versions. */
function early(csv: string): string {
  const table = csvParse(csv);
  return csvFormat(table, table.columns.slice(0, 21));
}

test('the row of a table tells its experiment before the name of its file does', () => {
  const csv = resultsCsv(measuredRuns('grid', 'quick'), { experiment: 'grid', size: 'quick' });
  expect(readResultsTable(csv, 'loglog_data_full.csv')).toMatchObject([
    { experiment: 'grid', size: 'quick' },
  ]);
});

test('runs of no experiment get no verdict, and stay so in every file', () => {
  // No preset has the seed 77.
  const text = early(resultsCsv(measuredRuns('grid', 'quick'))).replaceAll(',1,1,', ',77,77,');
  const [read] = readResultsTable(text, 'marks.csv');
  const runs = read?.runs ?? [];
  expect(read?.experiment).toBe('widths');
  expect(isExperimentUnsaid({ runs })).toBe(true);
  expect(isExperimentUnsaid({ runs: readResults(resultsJson('widths', runs)).runs })).toBe(true);
  const again = resultsCsv(runs, { experiment: 'widths', size: 'full' });
  expect(new Set(csvParse(again).map((row) => `${row['experiment']}${row['size']}`))).toEqual(new Set(['']));
  expect(
    isExperimentUnsaid({ runs: readResultsTable(again, 'again.csv').flatMap((some) => some.runs) }),
  ).toBe(true);
  const named = readFiles([{ name: 'loglog-grid.csv', bytes: new TextEncoder().encode(text) }]);
  expect(named).toMatchObject({ kind: 'results', results: [{ experiment: 'grid', size: null }] });
});

test('a table with one loss of each model does not tell whether models overfit', async () => {
  const text = await readFile(new URL('loglog_data_full.csv', CASES), 'utf8');
  const runs = readResultsTable(text, 'early.csv').flatMap((some) => some.runs);
  const findings = findingsOf('data', { runs, analysis: { laws: [] }, ranks: null });
  expect(findings.find(({ claim }) => claim.startsWith('Models overfit'))).toMatchObject({ holds: null });
});
