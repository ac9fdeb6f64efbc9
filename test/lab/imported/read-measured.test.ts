import { expect, test } from 'vitest';
import { MOST_MEASURED_RUNS, type ColumnChoice } from '../../../src/lab/imported/measured-run.ts';
import { readMeasured, type TableReading } from '../../../src/lab/imported/read-measured.ts';
import { isRefusal } from '../../../src/laws/refusal.ts';
import { readTable } from '../../../src/tables/read-table.ts';

function read(text: string, columns: ColumnChoice, more: Partial<TableReading> = {}) {
  const table = readTable(text, 'runs.csv');
  if (isRefusal(table)) throw new Error(table.refused);
  return readMeasured(table, { columns, scales: {}, missing: 'refuse', decimal: null, ...more });
}

const THREE = 'p,t,f,l,who\n1e6,2e7,1.2e14,3,a\n2e6,4e7,4.8e14,2.8,b\n4e6,8e7,1.92e15,2.6,c\n';

test('each row is a run, with the numbers of the chosen columns', () => {
  const { measured } = read(THREE, { N: 'p', D: 't', C: 'f', loss: 'l', run: 'who' });
  expect(measured?.runs[1]).toEqual({
    id: '3',
    name: 'b',
    series: '',
    sizes: { N: 2e6, D: 4e7, C: 4.8e14, U: null },
    loss: 2.8,
    fitted: true,
  });
  expect(measured?.computed).toBeNull();
});

test.each([
  ['D', { N: 'p', C: 'f', loss: 'l' }, [2e7, 4e7, 8e7]],
  ['N', { D: 't', C: 'f', loss: 'l' }, [1e6, 2e6, 4e6]],
  ['C', { N: 'p', D: 't', loss: 'l' }, [1.2e14, 4.8e14, 1.92e15]],
] as const)('%s without a column follows from the other two, and it says so', (of, columns, values) => {
  const { measured } = read(THREE, columns);
  expect(measured?.computed).toBe(of);
  expect(measured?.notes.join(' ')).toContain(`No column holds ${of}`);
  measured?.runs.forEach(({ sizes }, i) =>
    expect((sizes[of] ?? NaN) / (values[i] ?? NaN)).toBeCloseTo(1, 12),
  );
});

test('numbers in millions or billions are multiplied, and it says so', () => {
  const { measured } = read(
    'p,t,l\n1.5,2,3\n',
    { N: 'p', D: 't', loss: 'l' },
    { scales: { N: 1e6, D: 1e9 } },
  );
  expect(measured?.runs[0]?.sizes).toEqual({ N: 1.5e6, D: 2e9, C: 6 * 1.5e6 * 2e9, U: null });
  expect(measured?.notes).toContain('The numbers of column p are multiplied by 1,000,000.');
});

test('a choice without a loss, or without any size, is refused at its field', () => {
  expect(read(THREE, { N: 'p' }).refusals).toEqual({ loss: 'Choose the column of the losses.' });
  expect(read(THREE, { loss: 'l' }).refusals).toEqual({ N: 'Choose a column of N, of D or of C.' });
  expect(read(THREE, { loss: 'l' }).measured).toBeNull();
});

test('a column that holds no numbers is refused at its field, with row and value', () => {
  const { measured, refusals } = read(THREE, { N: 'p', D: 'who', loss: 'l' });
  expect(measured).toBeNull();
  expect(Object.keys(refusals)).toEqual(['D']);
  expect(refusals.D).toMatch(/row 2, column who: "a" is not a number/);
});

test('a column cannot be two quantities', () => {
  expect(read(THREE, { N: 'p', D: 'p', loss: 'l' }).refusals).toEqual({
    D: 'One column is one quantity, and N has this one already.',
  });
});

test('rows that lack a number wait for a decision; when they are left out, it says how many', () => {
  const holes = 'p,l,x\n1e6,3,\n,2.8,1\n4e6,NaN,2\n8e6,2.4,\n';
  const asked = read(holes, { N: 'p', loss: 'l' });
  expect(asked.measured).toBeNull();
  expect(asked.missing?.rows).toBe(2);
  const { measured, missing } = read(holes, { N: 'p', loss: 'l' }, { missing: 'leave-out' });
  expect(measured?.runs.map(({ id }) => id)).toEqual(['2', '5']);
  expect(missing?.rows).toBe(2);
  expect(measured?.notes.join(' ')).toMatch(/2 of 4 rows lack a value/);
});

test('a table with more rows than can be fitted is refused with both numbers', () => {
  const rows = Array.from({ length: MOST_MEASURED_RUNS + 1 }, (_, i) => `${i + 1},3`).join('\n');
  expect(read(`N,loss\n${rows}\n`, { N: 'N', loss: 'loss' }).refusals.table).toBe(
    'A table opens as at most 5,000 runs, and this one has 5,001 rows.',
  );
});

test('the column in_fit of a table that this page wrote says which runs the fits use', () => {
  const { measured } = read('N,loss,in_fit\n1e6,3,yes\n2e6,2.8,no\n', { N: 'N', loss: 'loss' });
  expect(measured?.runs.map(({ fitted }) => fitted)).toEqual([true, false]);
});

test('a size that leaves the range of numbers is refused with its row', () => {
  const huge = read('p,t,l\n1e200,1e200,3\n', { N: 'p', D: 't', loss: 'l' });
  expect(huge.refusals.table).toBe('Row 2: C is too large a number.');
});

test('a row without a name or a series is a run all the same', () => {
  const { measured } = read('who,g,N,l\n,a,1e6,3\nb,,2e6,2.8\n', {
    N: 'N',
    loss: 'l',
    run: 'who',
    series: 'g',
  });
  expect(measured?.runs.map(({ name, series }) => [name, series])).toEqual([
    ['', 'a'],
    ['b', ''],
  ]);
});

test('a unit in the name of a column is said once: as it was read', () => {
  const columns = { N: 'params_M', loss: 'l' };
  const asked = read('params_M,l\n1,3\n', columns, { scales: { N: 1e6 } });
  expect(asked.measured?.notes).toEqual(['The numbers of column params_M are multiplied by 1,000,000.']);
});

/** Numbers that are all written with three decimals, or in thousands: nothing in the table tells. */
const AMBIGUOUS = [
  ['params;loss\n6.864;3\n7.102;2\n', 'row 2', '6.864', 6.864, 6864],
  ['params;loss\n6,864;3\n7,102;2\n', 'row 2', '6,864', 6864, 6.864],
  ['params\tloss\n3\t3\n6,102\t2\n', 'row 3', '6,102', 6102, 6.102],
  ['params,loss\n"1,234",3\n"1,102",2\n', 'row 2', '1,234', 1234, 1.234],
  ['[{"params":"1,234","loss":3}]', 'object 1', '1,234', 1234, 1.234],
  ['params;loss\n1.234M;3\n1.500M;2\n', 'row 2', '1.234M', 1.234e6, 1.234e9],
] as const;

test.each(AMBIGUOUS)(
  '%j waits until a person says how its numbers are written',
  (text, where, cell, point, comma) => {
    const columns = { N: 'params', loss: 'loss' } as const;
    const asked = read(text, columns);
    expect(asked).toMatchObject({ measured: null, refusals: {}, missing: null });
    const { ambiguous } = asked;
    expect(ambiguous).toEqual({ where: expect.stringContaining(where) as string, cell, point, comma });
    const row = where === 'row 3' ? 1 : 0;
    for (const [decimal, value] of [
      ['point', point],
      ['comma', comma],
    ] as const) {
      const told = read(text, columns, { decimal });
      expect(told.measured?.runs[row]?.sizes.N).toBe(value);
      expect(told.measured?.notes.join(' ')).toMatch(
        decimal === 'point' ? /decimal points/ : /decimal commas/,
      );
      // It can be changed.
      expect(told.ambiguous).toEqual(ambiguous);
    }
  },
);

test('a loss in thousands is refused, whatever a person says of the decimals', () => {
  const columns = { N: 'params', loss: 'loss' } as const;
  const text = 'params;loss\n1000000;6.864\n2000000;6.102\n';
  expect(read(text, columns, { decimal: 'point' }).measured?.runs[0]?.loss).toBe(6.864);
  expect(read(text, columns, { decimal: 'comma' }).refusals.loss).toMatch(
    /would be 6864, with thousands split; a loss has none/,
  );
});

test('a choice of decimals counts only where no cell tells', () => {
  const told = read('N;loss\n1,5;3\n2.100;2\n', { N: 'N', loss: 'loss' }, { decimal: 'point' });
  expect(told.ambiguous).toBeNull();
  expect(told.measured?.runs.map(({ sizes }) => sizes.N)).toEqual([1.5, 2100]);
});

test('a column that is no number is refused while the decimals are open, and rows without a number wait for them', () => {
  const text = 'who;N;loss\na;1;3.100\nb;2;\n';
  expect(read(text, { N: 'who', loss: 'loss' }).refusals.N).toMatch(/row 2, column who: "a" is not a number/);
  const columns = { N: 'N', loss: 'loss' } as const;
  expect(read(text, columns).missing).toBeNull();
  expect(read(text, columns, { decimal: 'point' }).missing?.rows).toBe(1);
});

test('another column that contradicts the chosen ones makes none of them ambiguous', () => {
  const { measured, refusals } = read('version;N;loss\n1.5;1,5;2,345\n1.5;2,5;2,123\n', {
    N: 'N',
    loss: 'loss',
  });
  expect(refusals).toEqual({});
  expect(measured?.runs.map(({ loss }) => loss)).toEqual([2.345, 2.123]);
});

test('numbers in another unit are refused until a person says which', () => {
  const text = 'p,t,l\n0.5,2,3\n';
  const chosen = { N: 'p', D: 't', loss: 'l' };
  expect(read(text, chosen).refusals).toEqual({
    N: 'runs.csv, row 2, column p: "0.5": N counts parameters, and no run has less than one; choose what the numbers of the column count: ones, thousands, millions or more.',
  });
  expect(read(text, chosen, { scales: { N: 1e6 } }).measured?.runs[0]?.sizes.N).toBe(5e5);
});

test.each([
  ['D', { N: 'p', C: 'c', loss: 'l' }, 'Row 2: D would be C / (6·N) = 1.17e-12, '],
  ['N', { D: 'p', C: 'c', loss: 'l' }, 'Row 2: N would be C / (6·D) = 1.17e-12, '],
] as const)('%s below one, computed from C in another unit, is refused with its row', (_, columns, words) => {
  const { measured, refusals } = read('p,c,l\n5000000,3.5e-5,3\n', columns);
  expect(measured).toBeNull();
  expect(refusals.table).toContain(words);
});
