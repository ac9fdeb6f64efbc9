import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { Ended, EXIT } from '../../../cli/runner/exit.ts';
import { makeFolder } from '../../../cli/runner/whole-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'whole-'));
const at = (...names: string[]) => join(folder, ...names);
afterAll(() => rmSync(folder, { recursive: true }));

test('a folder is made with those above it, also twice at once and again', async () => {
  await Promise.all([
    makeFolder(at('a', 'b', 'c')),
    makeFolder(at('a', 'b', 'd')),
    makeFolder(at('a', 'b', 'c')),
  ]);
  await makeFolder(at('a', 'b', 'c'));
  expect(['c', 'd'].map((name) => existsSync(at('a', 'b', name)))).toEqual([true, true]);
});

test.each([
  ['a file in its place', () => at('file')],
  ['a file above it', () => at('file', 'below', 'it')],
  ['a system that makes no folders there', () => '/proc/no/such/folder'],
])('%s is refused in one sentence', async (_, path) => {
  writeFileSync(at('file'), '');
  const end = await makeFolder(path()).catch((error: unknown) => error);
  expect(end).toBeInstanceOf(Ended);
  expect(end).toMatchObject({ code: EXIT.disk, message: expect.stringContaining(path()) as string });
});
