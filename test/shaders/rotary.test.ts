import { expect, test } from 'vitest';
import { rotaryTurns, rotate, type RotaryShape } from '../../src/engine/ops/rotary.ts';
import {
  gridOfOp,
  kernelBench,
  oneWorkgroup,
  perLane,
  type LaneTensor,
} from '../harness/shaders/kernel-bench.ts';
import { Random, replay } from '../harness/shaders/random.ts';
import * as twin from './twins/rotary.ts';

const bench = await kernelBench();

const CASES = [
  { batch: 1, context: 1, heads: 1, headSize: 4, lanes: 1 },
  { batch: 2, context: 7, heads: 3, headSize: 6, lanes: 3 },
  { batch: 1, context: 130, heads: 2, headSize: 16, lanes: 1 },
  { batch: 1, context: 65, heads: 1, headSize: 64, lanes: 3 },
];

type Case = (typeof CASES)[number];

function shapeOf({ batch, context, heads, headSize, lanes }: Case): RotaryShape {
  return { rows: batch * context, context, width: heads * headSize, headSize, lanes };
}

function draw(shape: RotaryShape): Float64Array[] {
  const random = new Random();
  return perLane(shape.lanes, () => random.normals(shape.rows * 3 * shape.width));
}

async function turn(
  qkv: LaneTensor,
  shape: RotaryShape,
  inverses: readonly boolean[],
  grid = gridOfOp,
): Promise<Float32Array[]> {
  const turns = bench.floats([rotaryTurns(shape.context, shape.headSize)]).view;
  await bench.run(...inverses.map((inverse) => grid(rotate(turns, qkv.view, shape, inverse))));
  return bench.readFloats(qkv);
}

test.each(CASES)(
  'rotate and its inverse equal their twins: $context positions, heads of $headSize',
  async (sizes) => {
    const shape = shapeOf(sizes);
    const qkv = draw(shape);
    expect(await turn(bench.floats(qkv), shape, [false])).toBeNear(
      qkv.map((lane) => twin.rotary(lane, shape)),
    );
    expect(await turn(bench.floats(qkv), shape, [true])).toBeNear(
      qkv.map((lane) => twin.rotary(lane, shape, -1)),
    );
  },
);

test.each(CASES)('the inverse undoes rotate: $context positions, heads of $headSize', async (sizes) => {
  const shape = shapeOf(sizes);
  const qkv = draw(shape);
  expect(await turn(bench.floats(qkv), shape, [false, true])).toBeNear(qkv, 1e-6);
});

test('a grid smaller than the pairs walks over all of them', async () => {
  const shape = shapeOf(CASES[2]);
  const qkv = draw(shape);
  const turned = await turn(bench.floats(qkv), shape, [false], oneWorkgroup);
  expect(turned).toBeNear(qkv.map((lane) => twin.rotary(lane, shape)));
});

test('values do not change, bit by bit', async () => {
  const shape = shapeOf(CASES[1]);
  const qkv = draw(shape);
  const turned = await turn(bench.floats(qkv), shape, [false]);
  const values = (lane: ArrayLike<number>): number[] =>
    Array.from(lane).filter((_, i) => i % (3 * shape.width) >= 2 * shape.width);
  expect(turned.map(values), replay).toEqual(qkv.map(values));
});

test('the twin of the inverse is the gradient of the twin of rotate', () => {
  const random = new Random();
  const shape = { context: 5, width: 12, headSize: 6 };
  const [qkv, dOut] = [random.normals(5 * 36), random.normals(5 * 36)];
  expect(twin.rotary(dOut, shape, -1)).toBeGradientOf((x) => twin.rotary(x, shape), qkv, dOut);
});
