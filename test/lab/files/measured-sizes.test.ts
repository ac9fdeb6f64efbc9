import { expect, test } from 'vitest';
import { measuredJson, readMeasuredFile } from '../../../src/lab/files/measured/measured-file.ts';
import type { MeasuredTable } from '../../../src/lab/imported/measured-run.ts';
import { EXACT_SIZES, exactLoss } from '../../harness/lab/foreign-tables.ts';

function tableOf(computed: MeasuredTable['computed']): MeasuredTable {
  const runs = EXACT_SIZES.map(([N, D], i) => ({
    id: String(i + 2),
    name: '',
    series: '',
    sizes: { N, D, C: 6 * N * D, U: null },
    loss: exactLoss(N, D),
    fitted: true,
  }));
  return { source: 'theirs.csv', columns: { loss: 'loss' }, computed, notes: [], runs };
}

const written = (table: MeasuredTable): string => measuredJson(table, { law: '', of: new Map() });

function changed(computed: MeasuredTable['computed'], sizes: object): string {
  const table = tableOf(computed);
  return written({
    ...table,
    runs: table.runs.map((run, i) => (i === 3 ? { ...run, sizes: { ...run.sizes, ...sizes } } : run)),
  });
}

test.each(['N', 'D', 'C', null] as const)('a table whose %s was computed comes back', (computed) => {
  expect(readMeasuredFile(written(tableOf(computed)))).toEqual(tableOf(computed));
});

test.each(['N', 'D', 'C'] as const)('a %s that does not follow from the others is refused', (of) => {
  expect(() => readMeasuredFile(changed(of, { [of]: 5 }))).toThrow(
    new RegExp(`${of} of every run must follow from C = 6·N·D, and run 5 has .*${of} 5\\b`),
  );
  expect(() => readMeasuredFile(changed(of, { [of]: null }))).toThrow(/run 5 has/);
});

test('a stated C may differ from 6·N·D', () => {
  expect(readMeasuredFile(changed(null, { C: 5 })).runs[3]?.sizes.C).toBe(5);
});
