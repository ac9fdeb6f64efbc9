import { describe, expect, test } from 'vitest';
import { isRefusal } from '../../src/laws/refusal.ts';
import { readRunRows, type RunRowsOptions } from '../../src/tables/read-run-rows.ts';
import { readTable } from '../../src/tables/read-table.ts';
import type { RunColumns } from '../../src/tables/run-columns.ts';

/** The runs of a text from the columns that are called like quantities. */
function read(text: string, options: Partial<RunRowsOptions> = {}, more: RunColumns = {}) {
  const table = readTable(text, 'runs.csv');
  if (isRefusal(table)) return table;
  const names = ['N', 'D', 'C', 'loss', 'batch', 'run'] as const;
  const columns = Object.fromEntries(
    names.filter((name) => table.columns.includes(name)).map((name) => [name, name]),
  );
  return readRunRows(table, { ...columns, ...more }, { missing: 'refuse', derive: [], ...options });
}

/** The values of a column, or the refusal. */
function valuesOf(text: string, column: 'N' | 'D' | 'loss' = 'N', options?: Partial<RunRowsOptions>) {
  const runs = read(text, options);
  return isRefusal(runs) ? runs.refused : runs.rows.map((row) => row[column]);
}

describe('a number', () => {
  test.each([
    ['5000000', 5e6],
    [' 5000000 ', 5e6],
    ['+5', 5],
    ['.5e1', 5],
    ['5.', 5],
    ['1e18', 1e18],
    ['7.5E+14', 7.5e14],
    ['1.28B', 1.28e9],
    ['5M', 5e6],
    ['160m', 160e6],
    ['512K', 512e3],
    ['300 B', 300e9],
    ['1T', 1e12],
    ['1.2G', 1.2e9],
    ['"1,234,567"', 1234567],
    ['"1,234,567.5"', 1234567.5],
    ['1 234 567', 1234567],
    ['1\u00a0234', 1234],
    ['1\u202f234', 1234],
    ["1'234'567", 1234567],
    ['1_000_000', 1e6],
    // A point and three digits are decimals where commas split the cells.
    ['1.234', 1.234],
    // 3.5 says that a comma splits thousands.
    ['"1,234"', 1234],
  ])('%j between commas is read', (cell, value) => {
    expect(valuesOf(`N,loss\n${cell},3.5\n`)).toEqual([value]);
  });

  test.each([
    ['1,28B', 1.28e9],
    ['1.234.567', 1234567],
    ['1.234', 1234],
    ['1.234.567,5', 1234567.5],
    ['1 234,5', 1234.5],
    ['7,5E+14', 7.5e14],
    ['1,234', 1.234],
    ['0,5M', 5e5],
  ])('%j between semicolons beside a decimal comma is read', (cell, value) => {
    expect(valuesOf(`N;loss\n${cell};3,61\n`)).toEqual([value]);
    expect(valuesOf(`N\tloss\n${cell}\t3,61\n`)).toEqual([value]);
  });

  test.each([
    '0x10',
    '0b11',
    'Infinity',
    'inf',
    '-inf',
    '1e999',
    '12%',
    '$5',
    '5 million',
    '5MB',
    '5bn',
    '1.2 × 10^18',
    '1.2e',
    '1e3M',
    '2024-01-01',
    '12.05.2024',
    '10:30',
    '1/2',
    '1.2.3',
    '12 3456',
    '1 23',
    'x',
    '~5',
    'true',
    '#DIV/0!',
    '５',
    '1__0',
    '1e5.5',
    '1d5',
    '=1+1',
    '"{""a"":1}"',
  ])('%j is refused with its row, its column and its value', (cell) => {
    const value = cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell;
    expect(valuesOf(`N,loss\n1,3.5\n${cell},3.5\n`)).toMatch(
      /^runs\.csv, row 3, column N: .* is (not a number|too large a number)/,
    );
    expect(valuesOf(`N,loss\n1,3.5\n${cell},3.5\n`)).toContain(JSON.stringify(value));
  });

  test.each(['0', '-5', '1e-999'])('N = %s is refused, because it must be above 0', (cell) => {
    expect(valuesOf(`N,loss\n${cell},3.5\n`)).toBe(
      `runs.csv, row 2, column N: N must be above 0, not ${cell}.`,
    );
    expect(valuesOf(`N,loss\n5,${cell}\n`)).toBe(
      `runs.csv, row 2, column loss: loss must be above 0, not ${cell}.`,
    );
  });

  test('a suffix is refused where powers of two are meant, and in a loss', () => {
    expect(valuesOf('N,batch\n5M,512K\n')).toBe(
      'runs.csv, row 2, column batch: "512K" is not a number; batch takes no suffix.',
    );
    expect(valuesOf('N,loss\n5M,3K\n')).toBe(
      'runs.csv, row 2, column loss: "3K" is not a number; loss takes no suffix.',
    );
  });
});

describe('what is ambiguous is refused:', () => {
  const point =
    '"1.234" is 1.234 with a decimal point and 1234 with a decimal comma, and no other cell tells which.';
  const comma =
    '"1,234" is 1234 with a decimal point and 1.234 with a decimal comma, and no other cell tells which.';
  test.each([
    ['N;loss\n5000000;1.234\n', `runs.csv, row 2, column loss: ${point}`],
    ['N\tloss\n5000000\t1,234\n', `runs.csv, row 2, column loss: ${comma}`],
    ['N,loss\n"1,234",3\n', `runs.csv, row 2, column N: ${comma}`],
    ['[{"N":"1,234","loss":3}]', `runs.csv, object 1, column N: ${comma}`],
  ])('%j', (text, refused) => {
    expect(valuesOf(text)).toBe(refused);
  });

  test('two columns that are not read and contradict each other tell nothing', () => {
    expect(valuesOf('N;loss;rate;version\n5;1.234;0,5;3.11\n')).toBe(
      `runs.csv, row 2, column loss: ${point}`,
    );
  });

  test('nobody splits thousands after a zero or before an exponent', () => {
    expect(valuesOf('N;loss\n5;0.123\n', 'loss')).toEqual([0.123]);
    expect(valuesOf('N;loss\n5;0,123\n', 'loss')).toEqual([0.123]);
    expect(valuesOf('N;loss\n1.234e18;3\n')).toEqual([1.234e18]);
    expect(valuesOf('N;loss\n1,234E+18;3\n')).toEqual([1.234e18]);
  });

  test('a person can tell, or another column can', () => {
    expect(valuesOf('N;loss\n5;1.234\n', 'loss', { decimal: 'point' })).toEqual([1.234]);
    expect(valuesOf('N;loss\n1.234;3\n', 'N', { decimal: 'comma' })).toEqual([1234]);
    expect(valuesOf('N;loss;rate\n1.234;3;0,5\n')).toEqual([1234]);
    expect(valuesOf('N,loss\n5,"3,61"\n', 'loss', { decimal: 'comma' })).toEqual([3.61]);
  });

  test.each([
    [
      'N;loss\n5.5;3\n6;3,61\n',
      'runs.csv writes numbers in two styles: row 2, column N: "5.5" has a decimal point, and row 3, column loss: "3,61" has a decimal comma.',
    ],
    [
      'N,loss\n5,3.5\n6,"3,61"\n',
      'runs.csv, row 3, column loss: "3,61" has a decimal comma; decimal commas, and points that split thousands, need semicolons or tabs between cells.',
    ],
    [
      '[{"N":5,"loss":"3,61"}]',
      'runs.csv, object 1, column loss: "3,61" has a decimal comma; numbers in JSON have decimal points.',
    ],
    [
      'N;loss\n1.234.567;3.6\n',
      'runs.csv writes numbers in two styles: row 2, column loss: "3.6" has a decimal point, and row 2, column N: "1.234.567" has thousands split by a point.',
    ],
    [
      'N;loss\n1,234,567;3,6\n',
      'runs.csv writes numbers in two styles: row 2, column N: "1,234,567" has thousands split by a comma, and row 2, column loss: "3,6" has a decimal comma.',
    ],
    [
      'N,loss\n1.234.567,3\n',
      'runs.csv, row 2, column N: "1.234.567" has thousands split by a point; decimal commas, and points that split thousands, need semicolons or tabs between cells.',
    ],
  ])('two styles: %j', (text, refused) => {
    expect(valuesOf(text)).toBe(refused);
  });

  test('cells of columns that are not read do not contradict those that are', () => {
    expect(valuesOf('N;loss;version\n5;3,61;3.11\n', 'loss')).toEqual([3.61]);
  });
});

describe('a missing cell', () => {
  const GAPS = 'N,loss,note\n1,,\n2,NaN,\n3,N/A,\n4,null,\n5,None,\n6,-,\n7,3.5,\n8,#N/A,\n,4.5,\n10,nan,x\n';

  test('is refused by default with the count, the kinds and the rows', () => {
    expect(valuesOf(GAPS)).toBe(
      'runs.csv: 9 of 10 rows lack a value in columns loss, N (2 empty, 1 NaN, 1 N/A, 1 null, 1 None, 1 -, 1 #N/A, 1 nan): row 2, row 3, row 4, row 5, row 6, row 7, row 9, row 10, row 11.',
    );
    expect(valuesOf('N,loss\n1,\n2,3\n', 'N', { remedies: { missing: 'the box leaves them out' } })).toBe(
      'runs.csv: 1 of 2 rows lacks a value in column loss (1 empty): row 2; the box leaves them out.',
    );
  });

  test('leaves out its row if that is asked, and the count is said', () => {
    const runs = read(GAPS, { missing: 'leave-out' });
    expect(runs).toMatchObject({ rows: [{ place: 8, N: 7, loss: 3.5 }], leftOut: 9 });
    if (isRefusal(runs)) throw new Error(runs.refused);
    expect(runs.said).toEqual([expect.stringMatching(/^runs\.csv: 9 of 10 rows lack .*; left out\.$/)]);
  });

  test('in a column that is not read changes nothing', () => {
    expect(valuesOf('N,loss,note\n1,3,\n2,3,\n')).toEqual([1, 2]);
  });

  test('is refused if no row is left', () => {
    expect(valuesOf('N,loss\n1,\n2,NaN\n', 'N', { missing: 'leave-out' })).toMatch(/; no row is left\.$/);
  });

  test('of the name of a curve counts, unless it says a word', () => {
    expect(valuesOf('run,N\n,1\nNA,2\n')).toMatch(
      /^runs\.csv: 1 of 2 rows lacks a value in column run \(1 empty\): row 2\.$/,
    );
  });

  test('of JSON is a key that an object lacks, or null', () => {
    expect(valuesOf('[{"N":1,"loss":3},{"N":2},{"N":3,"loss":null}]')).toBe(
      'runs.csv: 2 of 3 rows lack a value in column loss (1 empty, 1 null): object 2, object 3.',
    );
  });
});

test('D is C/(6N) and C is 6ND where they have no column, and it is said', () => {
  expect(read('N,C,loss\n10,600,3\n', { derive: ['D'] })).toEqual({
    rows: [{ place: 2, N: 10, C: 600, loss: 3, D: 10 }],
    leftOut: 0,
    said: ['There is no column for D: D is C/(6·N), from C and N.'],
  });
  expect(read('N,D,loss\n10,20,3\n', { derive: ['C', 'D'] })).toMatchObject({
    rows: [{ C: 1200 }],
    said: ['There is no column for C: C is 6·N·D, from N and D.'],
  });
  expect(read('N,D,loss\n10,20,3\n')).toMatchObject({ said: [] });
  expect(read('N,D,C,loss\n10,20,1300,3\n', { derive: ['C', 'D'] })).toMatchObject({
    rows: [{ C: 1300 }],
    said: [],
  });
});

test('how numbers are written is said, and a unit in the name of a column', () => {
  expect(read('N;D;loss\n5M;1.600.000;3,5\n', {}, {})).toMatchObject({
    said: [
      'Its numbers have decimal commas.',
      'In column N, "5M" is read as 5000000.',
      'In column D, "1.600.000" is read as 1600000.',
    ],
  });
  for (const name of ['params_M', 'params (B)', 'tokens [billion]', 'size M']) {
    expect(read(`${name},loss\n1,2\n`, {}, { N: name })).toMatchObject({
      said: [expect.stringContaining(`The name of column ${name} ends like a unit`)],
    });
  }
});

test('a column that the table lacks is refused', () => {
  expect(read('N,loss\n1,2\n', {}, { D: 'tokens' })).toEqual({
    refused: 'runs.csv has no column tokens; it has N, loss.',
  });
});

test('a table without rows is refused', () => {
  expect(valuesOf('N,loss\n')).toBe('runs.csv has no rows below its names of columns.');
});

describe('a number that no run has', () => {
  const UNIT = { remedies: { unit: 'write 5M' } };

  test.each([
    [
      'N,loss\n0.5,3\n',
      'row 2, column N: "0.5": N counts parameters, and no run has less than one; write 5M.',
    ],
    [
      'N,D,loss\n5,7,3\n5,0.1,3\n',
      'row 3, column D: "0.1": D counts tokens, and no run has less than one; write 5M.',
    ],
    [
      'N,C,loss\n5000000,3.5e-5,3\n',
      'row 2: D would be C/(6·N) = 0.000035/(6·5000000) = 1.17e-12; D counts tokens, and no run has less than one; C counts FLOPs (a PF-day is 8.64e19); write 5M.',
    ],
    [
      'N,loss\n20M,3\n5,3\n',
      'row 3, column N: "5" has no suffix, other cells of the column have one, and it is not clear what it counts; write its suffix or all of its digits.',
    ],
    [
      'N;D;loss\n5;100.5;5,797\n',
      'row 2, column loss: "5,797" would be 5797, with thousands split; a loss has none, so its comma or point must be the mark of the decimals in all columns.',
    ],
    [
      'N;D;loss\n5;100,5;5.797\n',
      'row 2, column loss: "5.797" would be 5797, with thousands split; a loss has none, so its comma or point must be the mark of the decimals in all columns.',
    ],
  ])('%j is refused with its row and what to do', (text, refused) => {
    expect(valuesOf(text, 'loss', { derive: ['D'], ...UNIT })).toBe(`runs.csv, ${refused}`);
  });

  test('is one if the column counts thousands or more', () => {
    expect(valuesOf('N,loss\n0.5,3\n', 'N', { scales: { N: 1e6 } })).toEqual([5e5]);
    expect(valuesOf('N,loss\n0.5,3\n', 'N', { scales: { D: 1e6 } })).toMatch(/no run has less than one\.$/);
  });

  test('is no small number among small ones, and no full one among numbers with suffixes', () => {
    expect(valuesOf('N,loss\n5,3\n7,3\n')).toEqual([5, 7]);
    expect(valuesOf('N,loss\n20M,3\n5000000,3\n')).toEqual([2e7, 5e6]);
    // Compute may be in any unit, as PF-days.
    expect(read('C,loss\n3.5e-5,3\n')).toMatchObject({ rows: [{ C: 3.5e-5 }] });
  });
});

test('sizes that do not fit each other are read, and it is said', () => {
  const said = (text: string) => {
    const runs = read(text, {}, text.includes('U') ? { U: 'U' } : {});
    return isRefusal(runs) ? runs.refused : runs.said;
  };
  expect(said('N,D,U,loss\n9,7,7,3\n9,7,8,3\n9,7,9,3\n')).toEqual([
    'In row 3 and 1 more, the distinct tokens U, 8, are more than all tokens D, 7: are the columns swapped?',
  ]);
  const far = 'times 6·N·D in the median row: check what N, D and C count, and in which units.';
  expect(said('N,D,C,loss\n10,20,300,3\n10,20,1200,3\n10,20,200,3\n')).toEqual([`C is 0.25 ${far}`]);
  expect(said('N,D,C,loss\n10,20,12000,3\n')).toEqual([`C is 10 ${far}`]);
  expect(said('N,D,C,loss\n10,20,2400,3\n10,20,500,3\n')).toEqual([]);
});

test('what was left out before the header is said', () => {
  expect(read('# lr=3e-4\nN,loss\n5,3\n')).toMatchObject({
    said: ['runs.csv: 1 line that starts with # before its names of columns is left out.'],
  });
});
