import { posix } from 'node:path';
import { expect, test } from 'vitest';
import { lint } from '../harness/scripts/lint.ts';

const { dirname, relative } = posix;

/** What a file of each room may import of ours: anything, or types only. */
const TABLE: Record<string, { may?: string[]; mayTypes?: string[] }> = {
  'src/laws/law.ts': {},
  'src/corpus/text.ts': {},
  'src/engine/trainer.ts': {},
  'src/engine/gpu/device.ts': { mayTypes: ['src/engine/trainer.ts'] },
  'src/engine/ops/op.ts': { may: ['src/engine/gpu/device.ts', 'shaders/op.wgsl?raw'] },
  'src/engine/model/shape.ts': {
    may: ['src/engine/ops/op.ts', 'src/laws/law.ts'],
    mayTypes: ['src/engine/gpu/device.ts', 'src/engine/trainer.ts'],
  },
  'src/engine/training/loop.ts': {
    may: [
      'src/engine/gpu/device.ts',
      'src/engine/ops/op.ts',
      'src/engine/model/shape.ts',
      'src/corpus/text.ts',
    ],
    mayTypes: ['src/engine/trainer.ts'],
  },
  'workers/start.ts': {
    may: [
      'src/engine/trainer.ts',
      'src/engine/gpu/device.ts',
      'src/engine/ops/op.ts',
      'src/engine/model/shape.ts',
      'src/engine/training/loop.ts',
      'src/laws/law.ts',
      'src/corpus/text.ts',
    ],
  },
  'src/lab/state/store.ts': {
    may: ['src/laws/law.ts', 'src/corpus/text.ts'],
    mayTypes: ['src/engine/trainer.ts'],
  },
  'src/page/app.ts': {
    may: ['src/laws/law.ts', 'src/lab/state/store.ts'],
    mayTypes: ['src/engine/trainer.ts'],
  },
};

const ROOMS = Object.keys(TABLE);
const TARGETS = [...ROOMS, 'shaders/op.wgsl?raw'];

const VALUE_FORMS: Record<string, (path: string) => string> = {
  value: (path) => `import { a } from '${path}';\nconsole.log(a);\n`,
  effects: (path) => `import '${path}';\n`,
  passing: (path) => `export { a } from '${path}';\n`,
  later: (path) => `console.log(await import('${path}'));\n`,
};

const TYPE_FORMS: Record<string, (path: string) => string> = {
  type: (path) => `import type { A } from '${path}';\nexport const a: A[] = [];\n`,
  'passing-type': (path) => `export type { A } from '${path}';\n`,
};

interface Importer {
  file: string;
  source: string;
  target: string;
  typesOnly: boolean;
}

/** One import of every form of every target outside the room, each in a file of its own, named after both. */
function importers(room: string, folder: string): Importer[] {
  const forms = Object.entries({ ...VALUE_FORMS, ...TYPE_FORMS });
  return TARGETS.filter((target) => dirname(target) !== room).flatMap((target) =>
    forms.map(([form, write]) => ({
      file: `${folder}/${target.replaceAll(/\W/g, '-')}-${form}.ts`,
      source: write(pathFrom(folder, target)),
      target,
      typesOnly: form in TYPE_FORMS,
    })),
  );
}

/** These files, each importing the target. */
function importing(target: string, files: readonly string[]): Record<string, string> {
  const source = (file: string): string =>
    `import { a } from '${pathFrom(dirname(file), target)}';\nconsole.log(a);\n`;
  return Object.fromEntries(files.map((file) => [file, source(file)]));
}

function pathFrom(folder: string, target: string): string {
  const path = relative(folder, target);
  return path.startsWith('.') ? path : `./${path}`;
}

function restricted(sources: Record<string, string>): string[] {
  const reports = lint(sources).filter(({ code }) => code === 'eslint(no-restricted-imports)');
  return [...new Set(reports.map(({ file }) => file))].toSorted();
}

test.for(ROOMS.filter((file) => file !== 'src/engine/trainer.ts'))(
  'a file beside %s imports what the table lets it, in every form, and nothing else',
  (neighbour) => {
    const { may = [], mayTypes = [] } = TABLE[neighbour] ?? {};
    const room = dirname(neighbour);
    const files = [room, `${room}/deep`].flatMap((folder) => importers(room, folder));
    const forbidden = files.filter(
      ({ target, typesOnly }) => !may.includes(target) && !(typesOnly && mayTypes.includes(target)),
    );
    expect(restricted(Object.fromEntries(files.map(({ file, source }) => [file, source])))).toEqual(
      forbidden.map(({ file }) => file).toSorted(),
    );
  },
);

test('the contract imports nothing, not even the type of a package', () => {
  const targets = TARGETS.filter((target) => target !== 'src/engine/trainer.ts');
  const paths = ['lit', './neighbour.ts', ...targets.map((target) => pathFrom('src/engine', target))];
  for (const path of paths) {
    const source = `import type { A } from '${path}';\nexport type B = A;\n`;
    expect(restricted({ 'src/engine/trainer.ts': source }), path).toEqual(['src/engine/trainer.ts']);
  }
});

test('nothing imports a worker', () => {
  const files = [
    'test/engine/a.test.ts',
    'bench/a.ts',
    'scripts/a.mjs',
    'src/a.ts',
    'src/lab/a.ts',
    'src/page/a.ts',
  ];
  expect(restricted(importing('workers/trainer.worker.ts', files))).toEqual(files.toSorted());
});

test('the worker that reads files imports what the lab reads them with, and nothing else of it', () => {
  const reader = ['workers/reader.worker.ts'];
  expect(restricted(importing('src/lab/files/read-files.ts', reader))).toEqual([]);
  for (const target of [
    'src/lab/state/store.ts',
    'src/lab/storage/archive.ts',
    'src/page/app.ts',
    'test/a.ts',
  ]) {
    expect(restricted(importing(target, reader)), target).toEqual(reader);
  }
  expect(restricted(importing('src/lab/files/read-files.ts', ['workers/start.ts']))).toEqual([
    'workers/start.ts',
  ]);
});

test('no room imports a test, a bench or a script', () => {
  const files = ROOMS.filter((file) => file.startsWith('src/'));
  for (const target of ['test/a.ts', 'bench/a.ts', 'scripts/a.mjs']) {
    expect(restricted(importing(target, files)), target).toEqual(files.toSorted());
  }
});

test('an address from the root of the site is no way round the table', () => {
  const source = "import { a } from '/src/page/app.ts';\nconsole.log(a);\n";
  expect(restricted(Object.fromEntries(ROOMS.map((file) => [file, source])))).toEqual(ROOMS.toSorted());
});

test('neighbours and packages may be imported', () => {
  const files = ROOMS.filter((file) => file !== 'src/engine/trainer.ts');
  const source =
    "import { a } from './neighbour.ts';\nimport { b } from 'some-package';\nconsole.log(a, b);\n";
  expect(restricted(Object.fromEntries(files.map((file) => [file, source])))).toEqual([]);
});

test('a type cannot be imported inside an annotation', () => {
  const source = "export const a: import('../page/app.ts').A[] = [];\n";
  expect(lint({ 'src/laws/law.ts': source })).toContainEqual({
    file: 'src/laws/law.ts',
    code: 'typescript(consistent-type-imports)',
  });
});
