import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { brokenRows, circlesOf, roomOf, unusedPermissions } from '../harness/imports/check-walls.ts';
import { importsOf } from '../harness/imports/read-imports.ts';
import { tableIn, tableInWords } from '../harness/imports/table-in-words.ts';
import { TABLE } from './table.ts';

const FOLDERS = ['src', 'workers', 'cli', 'bench', 'dawn'];
const FILES = FOLDERS.flatMap((folder) => filesBelow(folder)).filter((file) => file.endsWith('.ts'));
const IMPORTS = FILES.flatMap((file) => importsOf(file, readFileSync(file, 'utf8')));

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name === 'node_modules') return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : [path];
  });
}

test('the table of rooms allows every import', () => {
  expect(brokenRows(IMPORTS, TABLE)).toEqual([]);
});

test('some import uses each permission of the table', () => {
  expect(unusedPermissions(IMPORTS, TABLE)).toEqual([]);
});

test('no files import each other in a circle, not even for types', () => {
  expect(circlesOf(IMPORTS)).toEqual([]);
});

test('every file is in a room, and every room of the table has files', () => {
  const rooms = new Set(FILES.map((file) => roomOf(file, TABLE)));
  expect(FILES.filter((file) => roomOf(file, TABLE) === undefined && !file.endsWith('.d.ts'))).toEqual([]);
  expect(
    Object.keys(TABLE).filter((room) => !['shaders', 'python'].includes(room) && !rooms.has(room)),
  ).toEqual([]);
});

test('no folder has more than 30 files directly in it', () => {
  const folders = new Map<string, number>();
  for (const folder of [...FOLDERS, 'shaders', 'scripts', 'test']) {
    for (const file of filesBelow(folder)) {
      const own = file.slice(0, file.lastIndexOf('/'));
      folders.set(own, (folders.get(own) ?? 0) + 1);
    }
  }
  expect([...folders].filter(([, count]) => count > 30)).toEqual([]);
});

test('docs/ARCHITECTURE.md shows this table to people', () => {
  expect(tableIn(readFileSync('docs/ARCHITECTURE.md', 'utf8'))).toBe(tableInWords(TABLE));
});
