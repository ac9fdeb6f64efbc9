import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readRows } from '../../../cli/fit/read-rows.ts';
import { resultsJson } from '../../../src/lab/files/results-json.ts';
import { finishedRuns } from '../../harness/lab/finished-run.ts';

const folder = mkdtempSync(join(tmpdir(), 'fit-results-'));
const file = join(folder, 'results.json');
const RUNS = finishedRuns(
  'widths',
  'quick',
  ({ parameters }, step) => 1 + parameters.nonEmbedding / 1e5 + 1 / step,
);

beforeAll(() => writeFileSync(file, resultsJson('widths', RUNS, 'quick')));
afterAll(() => rmSync(folder, { recursive: true }));

test('the results that merge writes are a table of their models', () => {
  const { rows, reading } = readRows({
    file,
    columns: {},
    quantities: ['n', 'd', 'loss'],
    missing: 'refuse',
    decimal: undefined,
  });
  expect(reading.columns).toMatchObject({ N: 'N', D: 'D' });
  expect(rows.map(({ n, d }) => [n, d])).toEqual(
    RUNS.map(({ parameters, tokens }) => [parameters.nonEmbedding, tokens]),
  );
  for (const [i, { parameters, plan }] of RUNS.entries())
    expect(rows[i]?.loss).toBeCloseTo(1 + parameters.nonEmbedding / 1e5 + 1 / plan.steps, 5);
});
