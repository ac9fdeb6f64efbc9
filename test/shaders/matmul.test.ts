import { describe, expect, test } from 'vitest';
import { matmul, type MatmulShape } from '../../src/engine/ops/matmul.ts';
import { kernelBench, perLane } from '../harness/shaders/kernel-bench.ts';
import { Random } from '../harness/shaders/random.ts';
import * as twin from './twins/matmul.ts';

const bench = await kernelBench();

interface EntryPoint {
  entryPoint: string;
  /** Numbers between the end of a lane's tensor and the next lane's. */
  gap: number;
  shapes: MatmulShape[];
}

const ENTRY_POINTS: EntryPoint[] = [
  {
    entryPoint: 'any_size',
    gap: 3,
    shapes: [
      { m: 1, n: 7, k: 1, lanes: 1 },
      { m: 7, n: 65, k: 130, lanes: 3 },
      { m: 130, n: 1, k: 65, lanes: 1 },
    ],
  },
  {
    entryPoint: 'blocks_4x4',
    gap: 12,
    shapes: [
      { m: 4, n: 4, k: 4, lanes: 1 },
      { m: 12, n: 68, k: 132, lanes: 3 },
      { m: 132, n: 8, k: 4, lanes: 1 },
    ],
  },
];

const VARIANTS = [false, true].flatMap((transposeA) =>
  [false, true].flatMap((transposeB) => [false, true].map((bias) => ({ transposeA, transposeB, bias }))),
);

describe.each(ENTRY_POINTS)('$entryPoint', ({ entryPoint, gap, shapes }) => {
  test.each(VARIANTS)(
    'equals its twin with transposeA $transposeA, transposeB $transposeB, bias $bias',
    async ({ transposeA, transposeB, bias }) => {
      for (const shape of shapes) {
        const { m, n, k, lanes } = shape;
        const random = new Random();
        const a = perLane(lanes, () => random.normals(m * k));
        const b = perLane(lanes, () => random.normals(k * n));
        const added = perLane(lanes, () => random.normals(n));
        const out = bench.poisoned(lanes, m * n, m * n + gap);
        const kernel = matmul(bench.floats(a, m * k + gap), bench.floats(b, k * n + 2 * gap), out, shape, {
          transposeA,
          transposeB,
          ...(bias && { bias: bench.floats(added, n + gap) }),
        });
        expect(kernel.entryPoint).toBe(entryPoint);
        await bench.run(kernel);
        expect(await bench.readFloats(out)).toBeNear(
          perLane(lanes, (lane) =>
            twin.matmul(
              a[lane],
              b[lane],
              { m, n, k, transposeA, transposeB },
              bias ? added[lane] : undefined,
            ),
          ),
        );
      }
    },
  );
});

test.each(ENTRY_POINTS)(
  '$entryPoint continues in y if the grid ends in x',
  async ({ entryPoint, gap, shapes }) => {
    const { m, n, k, lanes } = shapes[1];
    const random = new Random();
    const a = perLane(lanes, () => random.normals(m * k));
    const b = perLane(lanes, () => random.normals(k * n));
    const out = bench.poisoned(lanes, m * n, m * n + gap);
    const kernel = matmul(bench.floats(a, m * k + gap), bench.floats(b, k * n + gap), out, shapes[1]);
    expect(kernel.entryPoint).toBe(entryPoint);
    const [x, y] = kernel.workgroups;
    await bench.run({ ...kernel, workgroups: [Math.ceil(x / 2), 2 * y + 1, lanes] });
    expect(await bench.readFloats(out)).toBeNear(
      perLane(lanes, (lane) => twin.matmul(a[lane], b[lane], { m, n, k })),
    );
  },
);

test('the op works in single numbers if any size or stride is not a multiple of 4', () => {
  /** The entry point for `[m, k]` by `[k, n]`, with lanes `stride` numbers apart in every tensor. */
  function chosen(m: number, n: number, k: number, stride = 1024): string {
    const { view } = bench.poisoned(1, 4);
    const matrix = { view, stride };
    return matmul(matrix, matrix, matrix, { m, n, k, lanes: 3 }).entryPoint;
  }
  expect(chosen(128, 64, 8)).toBe('blocks_4x4');
  expect(chosen(33, 128, 64)).toBe('any_size');
  expect(chosen(128, 33, 64)).toBe('any_size');
  expect(chosen(128, 128, 33)).toBe('any_size');
  expect(chosen(128, 128, 64, 1023)).toBe('any_size');
});

test('the gradients of a product are the products with one side transposed', () => {
  const random = new Random();
  const [m, n, k] = [3, 4, 5];
  const [a, b, dOut] = [random.normals(m * k), random.normals(k * n), random.normals(m * n)];
  const dA = twin.matmul(dOut, b, { m, n: k, k: n, transposeB: true });
  const dB = twin.matmul(a, dOut, { m: k, n, k: m, transposeA: true });
  expect(dA).toBeGradientOf((x) => twin.matmul(x, b, { m, n, k }), a, dOut);
  expect(dB).toBeGradientOf((x) => twin.matmul(a, x, { m, n, k }), b, dOut);
});
