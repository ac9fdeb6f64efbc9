import { expect, test } from 'vitest';
import { curveNames } from '../../../src/lab/imported/curve-names.ts';
import { heldOutCount, onlySeries, withoutLargest } from '../../../src/lab/imported/hold-out.ts';
import { absentLaws, measuredFits } from '../../../src/lab/imported/measured-fits.ts';
import type { MeasuredRun, MeasuredTable } from '../../../src/lab/imported/measured-run.ts';

type Sizes = Partial<MeasuredRun['sizes']>;

function tableOf(rows: readonly (Sizes & { name?: string; series?: string })[]): MeasuredTable {
  const runs = rows.map(({ name = '', series = '', ...sizes }, i) => ({
    id: String(i + 2),
    name,
    series,
    sizes: { N: null, D: null, C: null, U: null, ...sizes },
    loss: 3 - i / 10,
    fitted: true,
  }));
  return { source: 'runs.csv', columns: { loss: 'loss' }, computed: null, notes: [], runs };
}

const N = [1e6, 2e6, 4e6];

test('with N alone the law is L(N)', () => {
  const table = tableOf(N.map((size) => ({ N: size })));
  expect(measuredFits(table)).toEqual({ laws: ['N'], fits: [], subject: 'series' });
  expect(absentLaws(table)).toEqual([
    'There is no L(D): the table has no column of D.',
    'There is no L(C): the table has no column of C.',
    'There is no L(U): the table has no column of U.',
    'There is no law of N and D: it needs rows in which both differ.',
  ]);
});

test('a quantity that is the same in every row has no law, and it says so', () => {
  const table = tableOf(N.map((size) => ({ N: size, D: 1e9, C: 6e9 * size })));
  expect(measuredFits(table)).toEqual({ laws: ['N', 'C'], fits: [], subject: 'series' });
  expect(absentLaws(table)).toContain('There is no L(D): D is the same in every row.');
});

test('where N and D both differ, a law of both comes first', () => {
  const table = tableOf(N.map((size) => ({ N: size, D: 20 * size, C: 120 * size ** 2 })));
  expect(measuredFits(table)).toEqual({
    laws: ['N', 'D', 'C'],
    fits: ['approaches', 'grid'],
    subject: 'approaches',
  });
});

test('the data-constrained law needs a row that repeats tokens', () => {
  const once = N.map((size) => ({ N: size, D: 20 * size, C: 1, U: 20 * size }));
  expect(measuredFits(tableOf(once)).fits).not.toContain('repeats');
  expect(absentLaws(tableOf(once)).join(' ')).toContain('There is no data-constrained law');
  const repeated = [...once, { N: 8e6, D: 4e8, C: 1, U: 1e8 }];
  expect(measuredFits(tableOf(repeated)).fits).toContain('repeats');
});

test('rows of one name and one N at different D are a curve; other rows of one name are not', () => {
  const points = [1e9, 2e9, 3e9].map((D) => ({ N: 1e6, D, name: 'a' }));
  const sizes = [1e6, 2e6].map((size) => ({ N: size, D: 1e9, name: 'b' }));
  const twice = [1e9, 1e9].map((D) => ({ N: 5e6, D, name: 'c' }));
  const curves = curveNames(tableOf([...points, ...sizes, ...twice]).runs);
  expect([...curves]).toEqual([
    ['2', 'a'],
    ['3', 'a'],
    ['4', 'a'],
  ]);
});

test('the fits can leave out the largest runs, by C where N and D differ, otherwise by the first law', () => {
  const joint = tableOf([
    { N: 4e6, D: 1e8, C: 2 },
    { N: 1e6, D: 9e8, C: 3 },
    { N: 2e6, D: 2e8, C: 1 },
  ]);
  const held = withoutLargest(joint, 1);
  expect(held.runs.map(({ fitted }) => fitted)).toEqual([true, false, true]);
  expect(heldOutCount(held)).toBe(1);
  const byN = tableOf(N.map((size) => ({ N: size })));
  expect(withoutLargest(byN, 2).runs.map(({ fitted }) => fitted)).toEqual([true, false, false]);
  const other = { ...joint, runs: joint.runs.map((run, i) => ({ ...run, fitted: i > 0 })) };
  expect(heldOutCount(other)).toBeNull();
});

test('the fits can use one series, and all of them again', () => {
  const table = tableOf([
    { N: 1, series: 'a' },
    { N: 2, series: 'b' },
  ]);
  const one = onlySeries(table, 'b');
  expect(one.runs.map(({ fitted }) => fitted)).toEqual([false, true]);
  expect(onlySeries(one, null).runs.every(({ fitted }) => fitted)).toBe(true);
});
