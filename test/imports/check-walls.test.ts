import { expect, test } from 'vitest';
import { brokenRows, circlesOf, unusedPermissions, type Table } from '../harness/imports/check-walls.ts';
import { importsOf } from '../harness/imports/read-imports.ts';

const HOUSE: Table = {
  cellar: { may: [] },
  'cellar/wine': { may: ['cellar/shelf.ts'], types: ['hall'], packages: ['cork'] },
  'cellar/shelf.ts': { may: [] },
  hall: { may: ['cellar'], starts: ['yard/dog.ts'] },
  yard: { may: [] },
};

/** The messages of the table about one file with this text. */
function said(file: string, source: string): string[] {
  return brokenRows(importsOf(file, source), HOUSE);
}

const FORMS: Record<string, (path: string) => string> = {
  'of a value': (path) => `import { a } from '${path}';`,
  'for its effects': (path) => `import '${path}';`,
  'passed on': (path) => `export { a } from '${path}';`,
  'passed on whole': (path) => `export * from '${path}';`,
  'made later': (path) => `await import('${path}');`,
  'of a value beside a type': (path) => `import { type A, a } from '${path}';`,
  'by a pattern': (path) => `import.meta.glob('${path}');`,
  'of raw text': (path) => `import text from '${path}?raw';`,
};

const TYPE_FORMS: Record<string, (path: string) => string> = {
  'of a type': (path) => `import type { A } from '${path}';`,
  'of inline types': (path) => `import { type A, type B } from '${path}';`,
  'of a type passed on': (path) => `export type { A } from '${path}';`,
  'within a type': (path) => `let a: import('${path}').A[];`,
};

test.for(Object.entries({ ...FORMS, ...TYPE_FORMS }))(
  'an import %s that the row lacks is reported',
  ([, write]) => {
    expect(said('cellar/rack.ts', write('../hall/door.ts'))).toEqual([
      expect.stringMatching(/^cellar\/rack\.ts \(cellar\) may not import (types of )?hall\/door\.ts$/),
    ]);
  },
);

test.for(Object.entries({ ...FORMS, ...TYPE_FORMS }))(
  'an import %s that the row has is not reported',
  ([, write]) => {
    expect(said('hall/door.ts', write('../cellar/rack.ts'))).toEqual([]);
  },
);

test.for(Object.entries(TYPE_FORMS))('a row of types allows an import %s', ([, write]) => {
  expect(said('cellar/wine/red.ts', write('../../hall/door.ts'))).toEqual([]);
});

test.for(Object.entries(FORMS))('a row of types refuses an import %s', ([, write]) => {
  expect(said('cellar/wine/red.ts', write('../../hall/door.ts'))).toHaveLength(1);
});

test('a folder within a room is a room of its own if the table names it', () => {
  expect(said('cellar/rack.ts', "import './wine/red.ts';")).toHaveLength(1);
  expect(said('cellar/wine/deep/red.ts', "import '../white.ts'; import '../../shelf.ts';")).toEqual([]);
  expect(said('cellar/wine/red.ts', "import '../rack.ts';")).toHaveLength(1);
  expect(said('cellar/winery.ts', "import './wine/red.ts';")).toHaveLength(1);
});

test('a package is allowed only if the row names it', () => {
  expect(said('cellar/wine/red.ts', "import 'cork'; import { a } from 'cork/deep';")).toEqual([]);
  expect(said('cellar/rack.ts', "import type { A } from 'cork';")).toEqual([
    'cellar/rack.ts (cellar) may not import types of cork',
  ]);
  expect(said('cellar/wine/red.ts', "import '@cork/cork';")).toHaveLength(1);
});

test('a worker may be started by its address if the row allows it, and may never be imported', () => {
  const start = "new Worker(new URL('../yard/dog.ts', import.meta.url), { type: 'module' });";
  expect(said('hall/door.ts', start)).toEqual([]);
  expect(said('hall/door.ts', "import '../yard/dog.ts';")).toHaveLength(1);
  expect(said('cellar/rack.ts', start)).toEqual([
    'cellar/rack.ts (cellar) may not import the address of yard/dog.ts',
  ]);
});

test('an address from the root of the site does not bypass the table', () => {
  expect(said('cellar/rack.ts', "import '/hall/door.ts';")).toHaveLength(1);
});

test('a file without a room is named', () => {
  expect(said('attic/box.ts', "import './old.ts';")).toEqual(['attic/box.ts is in no room of the table']);
});

test('circles are reported with all their files, types included', () => {
  const files = {
    'cellar/a.ts': "import './b.ts';",
    'cellar/b.ts': "import type { C } from './c.ts';",
    'cellar/c.ts': "export type A = import('./a.ts').A;",
    'cellar/d.ts': "import './a.ts'; import './e.ts';",
    'cellar/e.ts': "import './e.ts';",
    'cellar/f.ts': "import './d.ts';",
  };
  const imports = Object.entries(files).flatMap(([file, source]) => importsOf(file, source));
  const circles = circlesOf(imports).map((circle) => circle.join(' '));
  expect(new Set(circles)).toEqual(new Set(['cellar/a.ts cellar/b.ts cellar/c.ts', 'cellar/e.ts']));
});

test('an unused permission is reported, and a permission for values that only types use', () => {
  const files = {
    'cellar/wine/red.ts': "import 'cork'; import type { A } from '../shelf.ts';",
    'hall/door.ts': "import '../cellar/rack.ts';",
  };
  const imports = Object.entries(files).flatMap(([file, source]) => importsOf(file, source));
  expect(unusedPermissions(imports, HOUSE)).toEqual([
    'cellar/wine does not use cellar/shelf.ts',
    'cellar/wine does not use hall',
    'hall does not use yard/dog.ts',
  ]);
});

test('a file that is not TypeScript is refused', () => {
  expect(() => importsOf('a.ts', 'import from from;;;')).toThrow(/^a\.ts: /);
});
