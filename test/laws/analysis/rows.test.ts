import { readFileSync, readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { FITS } from '../../../src/laws/analysis/request.ts';

const FOLDER = new URL('../../../src/laws/analysis/', import.meta.url);
const read = (file: string) => readFileSync(new URL(file, FOLDER), 'utf8');

/** Names of the fits that files of `src/laws/analysis` make, from their exports: `analyseGrid` makes `grid`. */
const made = readdirSync(FOLDER).flatMap((file) => {
  const name = /^export function analyse(\w+)\([^)]*: FitInput\b/m.exec(read(file))?.[1];
  return name === undefined ? [] : [name.charAt(0).toLowerCase() + name.slice(1)];
});

test('every file with a fit has its rows in FITS and in ANALYSES, and every row its file', () => {
  const rows = /const ANALYSES = \{([^}]*)\}/.exec(read('analyse.ts'))?.[1] ?? '';
  const analyses = [...rows.matchAll(/^ {2}(\w+): /gm)].map(([, name]) => name);
  expect(analyses.toSorted()).toEqual(made.toSorted());
  expect(Object.keys(FITS).toSorted()).toEqual(made.toSorted());
});
