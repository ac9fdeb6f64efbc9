import { describe, expect, test } from 'vitest';
import { isRefusal } from '../../src/laws/refusal.ts';
import { readTable } from '../../src/tables/read-table.ts';
import { TABLE_LIMITS } from '../../src/tables/table.ts';

/** The columns and the cells of a text, or its refusal. */
function cellsOf(text: string): string[][] | string {
  const table = readTable(text, 'runs.csv');
  return isRefusal(table)
    ? table.refused
    : [[...table.columns], ...table.rows.map(({ cells }) => [...cells])];
}

/** The rows of a text in its file. */
function placesOf(text: string): number[] | string {
  const table = readTable(text, 'runs.csv');
  return isRefusal(table) ? table.refused : table.rows.map(({ place }) => place);
}

const TWO = [
  ['N', 'loss'],
  ['1', '3.5'],
  ['2', '3.25'],
];

test.each([
  ['commas', 'N,loss\n1,3.5\n2,3.25\n'],
  ['semicolons', 'N;loss\n1;3.5\n2;3.25\n'],
  ['tabs', 'N\tloss\n1\t3.5\n2\t3.25\n'],
  ['no end of line at the end', 'N,loss\n1,3.5\n2,3.25'],
  ['CRLF', 'N,loss\r\n1,3.5\r\n2,3.25\r\n'],
  ['CR', 'N,loss\r1,3.5\r2,3.25\r'],
  ['a byte order mark', '\ufeffN,loss\n1,3.5\n2,3.25\n'],
  ['quotes', '"N","loss"\n"1","3.5"\n"2","3.25"\n'],
  ['spaces around names', ' N , loss \n1,3.5\n2,3.25\n'],
  ['blank rows', '\n\nN,loss\n\n1,3.5\n , \n2,3.25\n,\n\n'],
  ["a spreadsheet's row of the delimiter", 'sep=;\r\nN;loss\r\n1;3.5\r\n2;3.25\r\n'],
  ["a spreadsheet's columns without names and values", 'N,loss,,\n1,3.5,,\n2,3.25,,\n'],
  ["pandas' index without a name", ',N,loss\n0,1,3.5\n1,2,3.25\n'],
  ['comments before the names', '# lr=3e-4, seed 1\n# "exported" 2024\n\nN,loss\n1,3.5\n2,3.25\n'],
  ["names apart from rows, as W&B's tables", '{"columns":["N","loss"],"data":[[1,3.5],["2",3.25]]}'],
  ["pandas' orient split", '{"columns":["N","loss"],"index":[0,1],"data":[[1,3.5],[2,3.25]]}'],
  ['an array of objects', '[{"N":1,"loss":3.5},{"loss":"3.25","N":2}]'],
  ['an object around the array', '{"made":"today","runs":[{"N":1,"loss":3.5},{"N":2,"loss":3.25}],"n":[1]}'],
  ['JSON Lines', '{"N":1,"loss":3.5}\r\n\r\n{"N":2,"loss":3.25}\r\n'],
  ['columns of JSON', '{"N":[1,2],"loss":[3.5,3.25]}'],
  ["pandas' columns of JSON", '{"N":{"0":1,"1":2},"loss":{"0":3.5,"1":3.25}}'],
])('a table with %s is read', (_, text) => {
  expect(cellsOf(text)).toEqual(TWO);
});

test.each([
  [
    'N,note\n1,"a ""b"", c\nd"\n',
    [
      ['N', 'note'],
      ['1', 'a "b", c\nd'],
    ],
  ],
  [
    'N,"loss, nats"\n1,2\n',
    [
      ['N', 'loss, nats'],
      ['1', '2'],
    ],
  ],
  [
    'N;"loss, nats";C\n1;2;3\n',
    [
      ['N', 'loss, nats', 'C'],
      ['1', '2', '3'],
    ],
  ],
  // Only semicolons give every row as many cells as the header.
  [
    'N;loss, nats;C\n1;2;3\n',
    [
      ['N', 'loss, nats', 'C'],
      ['1', '2', '3'],
    ],
  ],
  [
    'N;loss\n1;3,5\n',
    [
      ['N', 'loss'],
      ['1', '3,5'],
    ],
  ],
  ['loss\n3.5\n', [['loss'], ['3.5']]],
  ['final loss\n3.5\n', [['final loss'], ['3.5']]],
  // Missing keys are empty cells, numbers stay as they are written, and nested values stay JSON.
  [
    '[{"N":1E6,"loss":NaN,"config":[{"a":[1,"]"]}]},{"loss":-Infinity,"ok":true,"tag":null}]',
    [
      ['N', 'loss', 'config', 'ok', 'tag'],
      ['1E6', 'NaN', '[{"a":[1,"]"]}]', '', ''],
      ['', '-Infinity', '', 'true', 'null'],
    ],
  ],
  [
    '[{"__proto__":1,"constructor":"\\u0061\\n"}]',
    [
      ['__proto__', 'constructor'],
      ['1', 'a\n'],
    ],
  ],
])('%j is read', (text, cells) => {
  expect(cellsOf(text)).toEqual(cells);
});

test('the place of a row is its row in the file, of an object its number, and of a line its number', () => {
  expect(placesOf('\nN,note\n1,"a\nb"\n\n2,c\n')).toEqual([3, 5]);
  expect(placesOf('[{"N":1},\n\n{"N":2}]')).toEqual([1, 2]);
  expect(placesOf('\n{"N":1}\n\n{"N":2}\n{"N":3}')).toEqual([2, 4, 5]);
});

describe('a refusal names the row, the column and the value of', () => {
  test.each([
    [
      'too many cells',
      'N,loss\n1,2\n1,3,61\n',
      'runs.csv: row 3 has 3 cells, the header has 2; decimal commas need semicolons or tabs between cells: "1,3,61".',
    ],
    ['too few cells', 'N;D;loss\n1;2;3\n\n1;2\n', 'runs.csv: row 4 has 2 cells, the header has 3: "1;2".'],
    [
      'an open quote',
      'N,note\n1,a\n2,"b\n3,c\n',
      'runs.csv, row 3, column note: the quote before "b" is never closed.',
    ],
    [
      'an open quote in the header',
      'N,"note\n1,a\n',
      'runs.csv, row 1, column 2: the quote before "note" is never closed.',
    ],
    [
      'a quote within a cell',
      'N,note\n1,6" disk\n',
      'runs.csv, row 2, column note: a quote stands within "6\\" disk�"; a cell with quotes is in quotes, and doubles its own.',
    ],
    [
      'text after a quote',
      'N,note\n1,"a"b\n',
      'runs.csv, row 2, column note: more stands after the last quote of "\\"a\\"b�"; a cell doubles its own quotes.',
    ],
    ['a doubled column', 'N,loss, N \n1,2,3\n', 'runs.csv has the column N twice: columns 1 and 3.'],
    [
      'a value without a name',
      'N,loss,\n1,2,\n1,2,x\n',
      'runs.csv, row 3: column 3 has the value "x", and no name.',
    ],
    [
      'no header',
      '1000,2000,3.5\n1000,4000,3.25\n',
      'runs.csv: its first row must name the columns, and has numbers: 1000, 2000, 3.5.',
    ],
    [
      'no header but a label',
      'a,1000,2000,3.5\nb,1000,4000,3.25\n',
      'runs.csv: its first row must name the columns, and has numbers: a, 1000, 2000, 3.5.',
    ],
    [
      'two delimiters',
      'N;a,loss\n1;2,3\n',
      'runs.csv: commas and semicolons stand in its header, and it is not clear which split its cells; put names that contain one in quotes.',
    ],
    [
      'bars',
      'N | D | loss\n1 | 2 | 3\n',
      'runs.csv: bars seem to split its cells, as in "N | D | loss"; split them by commas, semicolons or tabs.',
    ],
    [
      'spaces',
      'N D loss\n1  2  3\n',
      'runs.csv: spaces seem to split its cells, as in "N D loss"; split them by commas, semicolons or tabs.',
    ],
    ['a page', '<!doctype html>\n<table>', 'runs.csv is HTML or XML: save the table as CSV.'],
    ['no text', '', 'runs.csv is empty.'],
    ['blank rows only', '\n , \n;;\n', 'runs.csv is empty.'],
  ])('%s', (_, text, refused) => {
    expect(cellsOf(text)).toBe(refused);
  });

  test.each([
    ['a doubled key', '[{"N":1},{"N":1,"N":2}]', /^runs\.csv, object 2: the key "N" stands twice at /],
    ['keys that differ by spaces', '[{"N":1},{" N":2}]', /^runs\.csv has the column N twice\.$/],
    ['an empty key', '[{"":1}]', /^runs\.csv has a column without a name\.$/],
    [
      'an array in the array',
      '[{"N":1},[1,2]]',
      /^runs\.csv, object 2: a table is an array of objects, .* at "\[1,2\]\]"\.$/,
    ],
    ['a number in the array', '[1,2]', /^runs\.csv, object 1: a table is an array of objects/],
    ['a comma at the end', '[{"N":1},]', /^runs\.csv, object 2: a table is an array of objects/],
    ['text after the array', '[{"N":1}] x', /^runs\.csv, object 2: more stands after the table at "x"\.$/],
    ['single quotes', "[{'N':1}]", /^runs\.csv, object 1: a key in quotes is missing at "'N':1}\]"\.$/],
    ['hexadecimal', '[{"N":0x10}]', /^runs\.csv, object 1: no value of JSON at "0x10}\]"\.$/],
    ['a number with a leading zero', '[{"N":010}]', /^runs\.csv, object 1: no value of JSON at "010}\]"\.$/],
    ['a line that is cut off', '{"N":1}\n{"N":2}\n{"N"', /^runs\.csv, line 3: ":" is missing at the end\.$/],
    ['a line that is no object', '{"N":1}\n[2]', /^runs\.csv, line 2: "\{" is missing at "\[2\]"\.$/],
    ['a string that is never closed', '[{"N":"1}]', /^runs\.csv, object 1: a quote is never closed at /],
    ['a wrong escape', '[{"N":"\\x"}]', /^runs\.csv, object 1: no string of JSON at /],
    ['no objects', '[]', /^runs\.csv has no rows\.$/],
    [
      'two tables',
      '{"a":[{"N":1}],"b":[{"N":2}]}',
      /^runs\.csv has more than one array of objects: a, b; keep one\.$/,
    ],
    [
      'columns of two lengths',
      '{"N":[1,2],"loss":[3]}',
      /^runs\.csv: the column loss has 1 values, and the first column has 2\.$/,
    ],
    [
      'runs by their names',
      '{"a":{"N":1},"b":{"N":2}}',
      /^runs\.csv: a table is an array of objects, one for each row; this has the keys a, b\.$/,
    ],
  ])('%s in JSON', (_, text, refused) => {
    expect(cellsOf(text)).toMatch(refused);
  });
});

describe('a hostile text ends in words:', () => {
  const LONG = 4_000_000;
  test.each([
    ['quotes', '"'.repeat(LONG), /a cell may have at most 1,000,000 characters/],
    ['an odd number of quotes', '"'.repeat(LONG + 1), /the quote before .* is never closed/],
    ['one long cell', `N\n${'x'.repeat(LONG)}`, /row 2, column N: a cell may have at most/],
    ['a million columns', Array.from({ length: 1e6 }, (_, i) => `c${i}`).join(','), /at most 1000 columns/],
    [
      'a million keys',
      `[{${Array.from({ length: 1e6 }, (_, i) => `"k${i}":1`).join(',')}}]`,
      /at most 1000 columns/,
    ],
    [
      'a million keys in a million lines',
      Array.from({ length: 1e5 }, (_, i) => `{"k${i}":1}`).join('\n'),
      /at most 1000 columns/,
    ],
    ['brackets', '['.repeat(LONG), /a table is an array of objects/],
    ['nested objects', `[${'{"a":'.repeat(LONG / 5)}`, /brackets deeper than 64 levels/],
    ['blank rows', '\n'.repeat(LONG), /at most 1,000,000 rows/],
    ['rows', `N,D\n${'1,2\n'.repeat(1e6 + 1)}`, /at most 1,000,000 rows/],
    [
      'cells',
      `${Array.from({ length: 900 }, (_, i) => `c${i}`).join(',')}\n${`${'1,'.repeat(899)}1\n`.repeat(6_000)}`,
      /at most 5,000,000 cells/,
    ],
    [
      'more characters than the limit',
      ' '.repeat(TABLE_LIMITS.characters + 1),
      /at most 64,000,000 characters, and has 64,000,001\.$/,
    ],
  ])('%s', (_, text, refused) => {
    expect(cellsOf(text)).toMatch(refused);
  });
});

test('a refusal is short whatever the names and the values are', () => {
  const long = 'n'.repeat(5_000);
  const columns = Array.from({ length: 500 }, (_, i) => `${i}${long}`).join(',');
  for (const text of [`${columns}\n1`, `${columns.replaceAll(/n+/g, '')}\n`, `N,${long}\n1,"${long}`]) {
    const table = readTable(text, long);
    expect(isRefusal(table) ? table.refused.length : NaN).toBeLessThan(600);
  }
});

test('objects within rows become columns, as far as three levels', () => {
  const row = { name: 'a', config: { n: 5, o: { p: { q: 1, r: { s: 2 } } } }, empty: {}, list: [1] };
  const cells = [
    ['name', 'config.n', 'config.o.p.q', 'config.o.p.r', 'empty', 'list'],
    ['a', '5', '1', '{"s":2}', '{}', '[1]'],
  ];
  expect(cellsOf(JSON.stringify([row]))).toEqual(cells);
  expect(cellsOf(`${JSON.stringify(row)}\n${JSON.stringify(row)}`)).toEqual([...cells, cells[1]]);
  expect(cellsOf('[{"a":{"b":1},"a.b":2}]')).toBe(
    'runs.csv, object 1: "a.b" stands twice, once within an object.',
  );
});

test.each([
  [
    '{"columns":["N","loss"],"data":[[1,2],[3]]}',
    'object 2 of data: the number of values is 1, and that of columns 2: "[3]".',
  ],
  ['{"columns":["N","loss"],"data":[[1,2],3]}', 'object 2 of data: a row is an array, not "3".'],
  ['{"columns":["N","N"],"data":[[1,2]]}', 'has the column "N" twice.'],
])('%s is refused', (text, refused) => {
  expect(cellsOf(text)).toMatch(/^runs\.csv[ ,]/);
  expect(cellsOf(text)).toContain(refused);
});

test('comments are counted as lines and said; a header that starts with # is one', () => {
  const text = '# one\r\n# two\r\nN,loss\r\n1,3\r\n';
  expect(placesOf(text)).toEqual([4]);
  expect(readTable(text, 'runs.csv')).toMatchObject({
    said: ['runs.csv: 2 lines that start with # before its names of columns are left out.'],
  });
  expect(cellsOf('#,N,loss\n1,2,3\n')).toEqual([
    ['#', 'N', 'loss'],
    ['1', '2', '3'],
  ]);
  expect(cellsOf('# N,loss\n1,2\n')).toEqual([
    ['# N', 'loss'],
    ['1', '2'],
  ]);
});

test('one cell is one cell', () => {
  expect(cellsOf('N,loss\n1\n')).toBe('runs.csv: row 2 has 1 cell, the header has 2: "1".');
});
