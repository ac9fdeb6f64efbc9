import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { gemstoneFlops } from '../../../cli/published/gemstones.ts';
import { atMost, holdsPublished, near, rounded } from '../../../cli/published/published-check.ts';

const folder = mkdtempSync(join(tmpdir(), 'published-'));
afterAll(() => rmSync(folder, { recursive: true }));

function run(...args: string[]) {
  const script = ['scripts/run.mjs', 'cli/published/check-published.ts', ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, script, { encoding: 'utf8' });
  return { status, output: stdout, error: stderr.trim() };
}

test('a value holds if every published digit agrees', () => {
  expect(rounded('E', 1.78389, 1.7839, 4)).toEqual({
    what: 'E',
    value: 1.78389,
    published: '1.7839',
    holds: true,
  });
  expect(rounded('E', 1.78396, 1.7839, 4).holds).toBe(false);
  expect(rounded('E', NaN, 1.7839, 4).holds).toBe(false);
  expect(near('E', 2.1432, 2.1431, 2e-4).holds).toBe(true);
  expect(near('E', 2.1434, 2.1431, 2e-4).holds).toBe(false);
  expect(atMost('%', 0.349, 0.3, 1).holds).toBe(true);
  expect(atMost('%', 0.351, 0.3, 1)).toMatchObject({ published: 'at most 0.3', holds: false });
  expect(holdsPublished('R', 15, { low: 6, high: Infinity })).toMatchObject({
    published: 'in 6.00 to ∞',
    holds: true,
  });
  expect(holdsPublished('R', 5, { low: 6, high: 9 }).holds).toBe(false);
});

test("a Gemstone's FLOPs are the sum of its matrix products, scores, rotations and norms", () => {
  const [width, layers, context] = [1024, 28, 2048];
  const heads = width / 128;
  const projections = 2 * width * 2 * width + 3.5 * 1.5 * width;
  const scores = context * width + 3 * context * heads + 2 * context * width;
  const attention = 3 * projections + 3.5 * scores + 3 * 2 * width * width;
  const forward = 6 * width * 4 * width + 10 * 4 * width + 2 * width + 2 * 7 * width;
  const ends = 7 * width + 2 * width * 50_304;
  const sum = layers * (attention + 3 * forward) + 3 * ends;
  expect(gemstoneFlops(width, layers) / sum).toBeCloseTo(1, 12);
});

test('no folder, a missing folder and a folder without the files are refused in one line', () => {
  const message = 'One folder is needed: npm run check:published -- FOLDER';
  expect(run()).toEqual({ status: 1, output: '', error: message });
  expect(run(join(folder, 'none'))).toEqual({
    status: 1,
    output: '',
    error: `${join(folder, 'none')} is not there`,
  });
  const { status, error } = run(folder);
  expect(status).toBe(1);
  expect(error).toMatch(/chinchilla_toolkit_234\.csv cannot be read: ENOENT/);
  expect(error.split('\n').length).toBe(1);
});

test('a case that does not hold is printed by name, with the published value', () => {
  const rows = [1, 2, 3, 4].flatMap((i) =>
    [1, 2, 3].map((j) => `${10 ** (6 + i)},${10 ** (8 + j)},${2 + 100 / 10 ** (i / 2) + 1 / j}`),
  );
  writeFileSync(join(folder, 'chinchilla_toolkit_234.csv'), ['N,D,loss', ...rows].join('\n'));
  const { status, output, error } = run(folder);
  expect(output).toMatch(/^1 {2}approach 3 on 234 of Chinchilla's runs: DOES NOT HOLD\n/);
  expect(output).toMatch(/ E +[0-9.]+ +1\.7839 +DOES NOT HOLD\n/);
  expect(error).toMatch(/gemstones_hot_477\.csv cannot be read/);
  expect(status).toBe(1);
});
