import { expect, test } from 'vitest';
import { lint } from '../harness/scripts/lint.ts';

test('a plain module has nothing to report', () => {
  expect(lint({ 'src/lab/a.ts': 'export const half = (x: number): number => x / 2;\n' })).toEqual([]);
});

test('`any` is reported', () => {
  const reports = lint({ 'src/lab/a.ts': 'export function f(x: any): unknown {\n  return x;\n}\n' });
  expect(reports).toContainEqual({ file: 'src/lab/a.ts', code: 'typescript(no-explicit-any)' });
});

test('a default export is reported, except in the configuration of a tool that needs one', () => {
  const source = 'export default { a: 1 };\n';
  expect(lint({ 'src/lab/a.ts': source, 'tool.config.ts': source })).toEqual([
    { file: 'src/lab/a.ts', code: 'import(no-default-export)' },
  ]);
});

test('a cycle of imports is reported', () => {
  const reports = lint({
    'src/lab/a.ts': "import { b } from './b.ts';\nexport const a = (): number => b();\n",
    'src/lab/b.ts': "import { a } from './a.ts';\nexport const b = (): number => a();\n",
  });
  expect(reports).toContainEqual({ file: 'src/lab/a.ts', code: 'import(no-cycle)' });
});

test('a promise that nobody waits for is reported', () => {
  const source = 'declare function save(): Promise<void>;\nexport function f(): void {\n  save();\n}\n';
  expect(lint({ 'src/lab/a.ts': source }, { typeAware: true })).toEqual([
    { file: 'src/lab/a.ts', code: 'typescript(no-floating-promises)' },
  ]);
});

test('a switch that forgets a kind is reported', () => {
  const source =
    "export function f(kind: 'a' | 'b'): number {\n  switch (kind) {\n    case 'a':\n      return 1;\n  }\n  return 0;\n}\n";
  expect(lint({ 'src/lab/a.ts': source }, { typeAware: true })).toEqual([
    { file: 'src/lab/a.ts', code: 'typescript(switch-exhaustiveness-check)' },
  ]);
});

test.each([
  ['src/laws/stats/mean.ts', '../../lab/lab.ts'],
  ['src/corpus/text.ts', '../laws/refusal.ts'],
  ['src/charts/plot.ts', '../lab/runs/run.ts'],
  ['src/engine/trainer.ts', './model/shape.ts'],
  ['src/engine/trainer.ts', 'lit'],
  ['test/engine/a.test.ts', '../../workers/trainer.worker.ts'],
])('an editor shows that %s may not import %s', (file, path) => {
  const source = `import type { A } from '${path}';\nexport const a: A[] = [];\n`;
  expect(lint({ [file]: source })).toContainEqual({ file, code: 'eslint(no-restricted-imports)' });
});

test('a type cannot be imported inside an annotation', () => {
  const source = "export const a: import('../page/app.ts').A[] = [];\n";
  expect(lint({ 'src/laws/law.ts': source })).toContainEqual({
    file: 'src/laws/law.ts',
    code: 'typescript(consistent-type-imports)',
  });
});
