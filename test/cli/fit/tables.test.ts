import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readFitOptions } from '../../../cli/fit/options.ts';
import { readRows } from '../../../cli/fit/read-rows.ts';
import { fit } from '../../harness/scripts/fit-command.ts';

const folder = mkdtempSync(join(tmpdir(), 'fit-tables-'));
afterAll(() => rmSync(folder, { recursive: true }));

const LAW = 'L(N, D) = 1.7 + 400 / N^0.34 + 600 / D^0.31';

function fitCase(file: string, ...args: string[]) {
  return fit(readFileSync(`test/fixtures/cases/tables/${file}`, 'utf8'), '--law', 'chinchilla', ...args);
}

/** What the command reads of a table that is written to `runs.csv`. */
function readInProcess(table: string, ...args: string[]) {
  const file = join(folder, 'runs.csv');
  writeFileSync(file, table);
  const command = readFitOptions([file, ...args]);
  if (command === 'help') throw new Error('the arguments ask for a fit');
  return readRows(command.table);
}

/** The lines that tell how the table was read: those after the law's own. */
function saidBy(output: string): string[] {
  return output.split('\n').slice(10);
}

test.each<[string, string[], number, string[]]>([
  [
    'compute-without-tokens.csv',
    ['--n', 'Model Size', '--c', 'Training FLOP'],
    24,
    ['There is no column for D: D is C/(6·N), from Training FLOP and Model Size.'],
  ],
  ['runs.json', ['--n', 'n_params', '--d', 'tokens', '--loss', 'final_loss'], 24, []],
  [
    'runs.jsonl',
    [],
    24,
    ['N is the column n_params.', 'D is the column tokens.', 'loss is the column final_loss.'],
  ],
  [
    'missing-cells.csv',
    ['--missing', 'leave-out'],
    21,
    [
      expect.stringMatching(
        /runs\.csv: 3 of 24 rows lack a value in column loss \(2 empty, 1 NaN\): row 4, row 12, row 18; left out\.$/,
      ) as string,
    ],
  ],
  ['semicolons.csv', [], 21, []],
  ['tabs.tsv', [], 21, []],
  [
    'european-with-suffixes.csv',
    ['--n', 'PARAMS', '--d', 'tokens'],
    24,
    [
      'N is the column params.',
      'Its numbers have decimal commas.',
      'In column params, "5M" is read as 5000000.',
      'In column tokens, "25M" is read as 25000000.',
    ],
  ],
])('%s with %j gives its law, and the output says how it was read', (file, args, runs, said) => {
  const { status, output, error } = fitCase(file, ...args);
  expect([status, error]).toEqual([0, '']);
  const [law, search] = output.split('\n');
  expect([law, search]).toEqual([LAW, expect.stringMatching(new RegExp(`^${runs} runs; `))]);
  expect(saidBy(output)).toEqual(said);
});

test('JSON says how the table was read under the key table', () => {
  const { output } = fitCase('compute-without-tokens.csv', '--json');
  const { law, table, parameters } = JSON.parse(output) as Record<string, object>;
  expect(law).toBe('chinchilla');
  expect(parameters).toMatchObject({ alpha: expect.closeTo(0.34, 5) as number });
  expect(table).toEqual({
    file: expect.stringMatching(/runs\.csv$/) as string,
    columns: { N: 'Model Size', C: 'Training FLOP', loss: 'loss' },
    rows: 24,
    leftOut: 0,
    said: [
      'N is the column Model Size.',
      'C is the column Training FLOP.',
      'There is no column for D: D is C/(6·N), from Training FLOP and Model Size.',
    ],
  });
  const left = JSON.parse(fitCase('missing-cells.csv', '--missing', 'leave-out', '--json').output) as Record<
    'table',
    object
  >;
  expect(left.table).toMatchObject({ rows: 21, leftOut: 3, said: [expect.stringContaining('3 of 24 rows')] });
});

test.each<[string, string[], string]>([
  [
    'decimal-comma.csv',
    ['--law', 'power-n'],
    'runs.csv: row 2 has 3 cells, the header has 2; decimal commas need semicolons or tabs between cells: "1000000,3,61".',
  ],
  ['unclosed-quote.csv', [], 'runs.csv, row 8, column note: the quote before "rerun" is never closed.'],
  [
    'missing-cells.csv',
    [],
    'runs.csv: 3 of 24 rows lack a value in column loss (2 empty, 1 NaN): row 4, row 12, row 18; --missing leave-out leaves such rows out.',
  ],
])('%s is refused in one line', (file, args, message) => {
  expect(fitCase(file, ...args)).toEqual({ status: 1, output: '', error: message });
});

test.each<[string, string[], string]>([
  [
    'N;loss\n5;1.234\n',
    ['power-n'],
    'runs.csv, row 2, column loss: "1.234" is 1.234 with a decimal point and 1234 with a decimal comma, and no other cell tells which; --decimal point or --decimal comma says which.',
  ],
  [
    'params,n_params,loss\n1,2,3\n',
    ['power-n'],
    'runs.csv has several columns that may be N: params, n_params; --n NAME chooses',
  ],
  [
    'n,params,loss\n1,2e6,3\n',
    ['power-n'],
    'runs.csv has several columns that may be N: params, n; --n NAME chooses',
  ],
  [
    'params,loss,val_loss\n1,2,3\n',
    ['power-n'],
    'runs.csv has several columns that may be loss: loss, val_loss; --loss NAME chooses',
  ],
  [
    'Model Size,model_size,loss\n1,2,3\n',
    ['power-n', '--n', 'MODEL SIZE'],
    'runs.csv has no column MODEL SIZE, and more than one that is like it: Model Size, model_size.',
  ],
  ['N,loss\n1,2\n', ['power-d'], 'runs.csv has no column D; it has N, loss; --d NAME says which it is'],
  ['N,loss\n1,2\n', ['power-n', '--missing', 'guess'], '--missing takes one of refuse, leave-out, not guess'],
  ['N,loss\n1,2\n', ['power-n', '--decimal', '.'], '--decimal takes one of point, comma, not .'],
])('refuses %j for the law %j in one line', (table, [law = '', ...args], message) => {
  expect(() => readInProcess(table, '--law', law, ...args)).toThrow(message);
});

test('an option names a column that another one puts in doubt', () => {
  const rows = [1, 10, 100, 1000].map((C, i) => `${C},${7 * C},${8 / 2 ** i}`);
  const columns = (...args: string[]) =>
    readInProcess(['flops,C,loss', ...rows].join('\n'), '--law', 'power-c', ...args).reading;
  expect(() => columns()).toThrow('several columns that may be C: flops, C; --c NAME chooses');
  expect(columns('--c', 'C')).toMatchObject({ columns: { C: 'C', loss: 'loss' }, said: [] });
  expect(columns('--c', 'flops')).toMatchObject({ columns: { C: 'flops' }, said: [] });
});
