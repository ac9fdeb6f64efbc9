// The command as a process: its exit codes, and one sentence on standard error.
import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { EXIT } from '../../../cli/runner/exit.ts';

test.each([
  [
    'a table that is not there',
    ['fit', 'no-such-table.csv', '--law', 'power-n'],
    EXIT.noInput,
    /^no-such-table\.csv cannot be read/,
  ],
  [
    'a law that is not there',
    ['fit', 'README.md', '--law', 'nosuch'],
    EXIT.usage,
    /^--law takes one of .*, not nosuch$/,
  ],
  [
    'a link without an experiment',
    ['plan', 'http://x/'],
    EXIT.usage,
    /^the link names no experiment: http:\/\/x\/\.$/,
  ],
  [
    'an option that a shell cuts off',
    ['sweep', 'x', '--index', '-1'],
    EXIT.usage,
    /^Option '--index' argument is ambiguous\..*'--index=-XYZ'\.$/,
  ],
])('%s ends with its code and one line', (_, args, code, words) => {
  const { status, stderr } = spawnSync(
    process.execPath,
    ['scripts/run.mjs', 'cli/runner/loglog.ts', ...args],
    { encoding: 'utf8' },
  );
  expect(stderr.trim()).toMatch(words);
  expect(status).toBe(code);
});
