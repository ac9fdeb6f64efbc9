import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fitChinchillaLaw } from '../../src/laws/joint/chinchilla-law.ts';
import { isRefusal } from '../../src/laws/refusal.ts';
import { decodeText } from '../../src/tables/decode-text.ts';
import { guessColumns } from '../../src/tables/guess-columns.ts';
import { readRunRows } from '../../src/tables/read-run-rows.ts';
import { readTable } from '../../src/tables/read-table.ts';

/** The law behind the tables without noise. */
const LAW = { E: 1.7, A: 400, B: 600, alpha: 0.34, beta: 0.31 };

/** Reads a table as the page does: columns by their names, D from C and N. */
function runsOf(file: string, missing: 'refuse' | 'leave-out' = 'refuse') {
  const text = decodeText(readFileSync(join('test/fixtures/cases/tables', file)), file);
  if (typeof text !== 'string') return text;
  const table = readTable(text, file);
  if (isRefusal(table)) return table;
  return readRunRows(table, guessColumns(table.columns).columns, { missing, derive: ['D'] });
}

test.each([
  [
    'compute-without-tokens.csv',
    24,
    ['There is no column for D: D is C/(6·N), from Training FLOP and Model Size.'],
  ],
  ['runs.json', 24, []],
  ['runs.jsonl', 24, []],
  ['semicolons.csv', 21, []],
  ['tabs.tsv', 21, []],
  [
    'european-with-suffixes.csv',
    24,
    [
      'Its numbers have decimal commas.',
      'In column params, "5M" is read as 5000000.',
      'In column tokens, "25M" is read as 25000000.',
    ],
  ],
  [
    'missing-cells.csv',
    21,
    [
      'missing-cells.csv: 3 of 24 rows lack a value in column loss (2 empty, 1 NaN): row 4, row 12, row 18; left out.',
    ],
  ],
])('%s has %i runs, which give the law behind them', (file, count, said) => {
  const runs = runsOf(file, 'leave-out');
  if (isRefusal(runs)) throw new Error(runs.refused);
  expect([runs.rows.length, runs.said]).toEqual([count, said]);
  const points = runs.rows.map(({ N = NaN, D = NaN, loss = NaN }) => ({ parameters: N, tokens: D, loss }));
  const law = fitChinchillaLaw(points, { replicates: 39 });
  if (isRefusal(law)) throw new Error(law.refused);
  let name: keyof typeof LAW;
  for (name in LAW) expect(law.parameters[name] / LAW[name], name).toBeCloseTo(1, 4);
});

test.each([
  [
    'decimal-comma.csv',
    /^decimal-comma\.csv: row 2 has 3 cells, the header has 2; decimal commas need semicolons /,
  ],
  [
    'unclosed-quote.csv',
    /^unclosed-quote\.csv, row 8, column note: the quote before "rerun" is never closed\.$/,
  ],
  [
    'missing-cells.csv',
    /^missing-cells\.csv: 3 of 24 rows lack a value in column loss \(2 empty, 1 NaN\): row 4, row 12, row 18\.$/,
  ],
])('%s is refused with its row', (file, words) => {
  expect(runsOf(file)).toEqual({ refused: expect.stringMatching(words) as string });
});
