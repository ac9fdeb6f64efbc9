import { describe, expect, inject, test } from 'vitest';
import type { Kernel } from '../../src/engine/gpu/kernel.ts';
import {
  attentionBackward,
  attentionForward,
  ATTENTION_VARIANTS,
  type AttentionShape,
  type AttentionVariant,
} from '../../src/engine/ops/attention.ts';
import { rotaryTurns } from '../../src/engine/ops/rotary.ts';
import { describeWith } from '../harness/shaders/adapter-features.ts';
import {
  byName,
  gridOfOp,
  kernelBench,
  oneWorkgroup,
  perLane,
  type Grid,
} from '../harness/shaders/kernel-bench.ts';
import { Random, replay } from '../harness/shaders/random.ts';
import { FULL, inTier } from '../harness/tier.ts';
import * as twin from './twins/attention.ts';
import { rotary } from './twins/rotary.ts';

const bench = await kernelBench();

/** The heads of the tests that are not repeated for every head size. The daily tier compiles no second one. */
const HEAD_SIZE = FULL ? 16 : 6;
const HEAD_SIZES = inject('slowCompiler') ? [6, 16] : inTier([4, 6, 10, 16, 32, 64], [6]);

const SIZES = [
  { batch: 7, context: 1, heads: 1, lanes: 1 },
  { batch: 2, context: 7, heads: 3, lanes: 3 },
  { batch: 1, context: 65, heads: 2, lanes: 1 },
  { batch: 1, context: 130, heads: 1, lanes: 1 },
];

/** The longest context that fits in workgroup memory, and one that ends within a four. */
const WHOLE_SIZES = [
  { batch: 3, context: 64, heads: 2, lanes: 1 },
  { batch: 1, context: 38, heads: 1, lanes: 2 },
];

/** Whole heads take long to compile; heads larger than 16 are not kept whole. */
function headSizesFor(variant: AttentionVariant): readonly number[] {
  if (variant !== 'heads') return HEAD_SIZES;
  return inject('slowCompiler') ? [16] : inTier([6, 16, 32], [6]);
}

/** Large heads take long to compile and to compute. */
function sizesFor(variant: AttentionVariant, headSize: number): typeof SIZES {
  if (headSize >= 32) return SIZES.slice(1, 3);
  return variant === 'heads' ? [...SIZES.slice(0, 3), ...WHOLE_SIZES] : SIZES;
}

interface Choice {
  variant: AttentionVariant;
  grid?: Grid;
  turned?: boolean;
}

function draw({ batch, context, heads, headSize, lanes }: AttentionShape, deviation = 1) {
  const random = new Random();
  const count = batch * context * heads * headSize;
  return {
    qkv: perLane(lanes, () => random.normals(3 * count, deviation)),
    dOut: perLane(lanes, () => random.normals(count)),
  };
}

type Drawn = ReturnType<typeof draw>;

async function forward(shape: AttentionShape, { qkv }: Drawn, { variant, grid = gridOfOp }: Choice) {
  const { batch, context, heads, lanes } = shape;
  const out = bench.poisoned(lanes, qkv[0].length / 3);
  const logSumExp = bench.poisoned(lanes, batch * heads * context);
  const buffers = { qkv: bench.floats(qkv).view, out: out.view, logSumExp: logSumExp.view };
  await bench.run(grid(attentionForward(buffers, shape, variant)));
  return { out: await bench.readFloats(out), logSumExp: await bench.readFloats(logSumExp) };
}

function forwardTwin(shape: AttentionShape, { qkv }: Drawn) {
  return byName(qkv.map((lane) => twin.attention(lane, shape)));
}

/** The numbers that the forward keeps come from the twin here. */
async function backward(
  shape: AttentionShape,
  drawn: Drawn,
  { variant, grid = gridOfOp, turned = false }: Choice,
) {
  const { batch, context, heads, headSize, lanes } = shape;
  const kept = forwardTwin(shape, drawn);
  const dQkv = bench.poisoned(lanes, drawn.qkv[0].length);
  const delta = bench.poisoned(lanes, batch * heads * context);
  const buffers = {
    qkv: bench.floats(drawn.qkv).view,
    logSumExp: bench.floats(kept.logSumExp).view,
    dOut: bench.floats(drawn.dOut).view,
    out: bench.floats(kept.out).view,
    delta: delta.view,
    dQkv: dQkv.view,
    ...(turned && { turns: bench.floats([rotaryTurns(context, headSize)]).view }),
  };
  await bench.run(...attentionBackward(buffers, shape, variant).map(grid));
  return { dQkv: await bench.readFloats(dQkv), delta: await bench.readFloats(delta) };
}

function backwardTwin(shape: AttentionShape, { qkv, dOut }: Drawn) {
  return byName(qkv.map((lane, index) => twin.attentionBackward(lane, dOut[index], shape)));
}

/** Lane `lane` alone. */
function alone(shape: AttentionShape, { qkv, dOut }: Drawn, lane: number): [AttentionShape, Drawn] {
  return [
    { ...shape, lanes: 1 },
    { qkv: [qkv[lane]], dOut: [dOut[lane]] },
  ];
}

/** The same workgroups in rows of three. Surplus workgroups in the last row have nothing to do. */
function rowsOfThree(kernel: Kernel): Kernel {
  const [x, y, z] = kernel.workgroups;
  return { ...kernel, workgroups: [3, Math.ceil((x * y) / 3), z] };
}

for (const { name, requires } of ATTENTION_VARIANTS) {
  describeWith(bench.gpu.device, requires, `attention by ${name}`, () => testVariant(name));
}

function testVariant(variant: AttentionVariant): void {
  /** Not a multiple of the rows of a workgroup; for whole heads, the most that a workgroup can keep. */
  const context = variant === 'heads' ? 62 : 65;

  describe.each(headSizesFor(variant))('with heads of %i', (headSize) => {
    describe.each(sizesFor(variant, headSize))(
      'on $lanes lanes, batch $batch, $heads heads, context $context',
      (sizes) => {
        const shape = { ...sizes, headSize };

        test('forward equals its twin and the plain kernel', async () => {
          const drawn = draw(shape);
          const found = await forward(shape, drawn, { variant });
          const expected = forwardTwin(shape, drawn);
          const plain = await forward(shape, drawn, { variant: 'plain' });
          expect(found.out).toBeNear(expected.out);
          expect(found.out).toBeNear(plain.out);
          expect(found.logSumExp).toBeNear(expected.logSumExp);
          expect(found.logSumExp).toBeNear(plain.logSumExp);
        });

        test('backward equals its twin and the plain kernels', async () => {
          const drawn = draw(shape);
          const { dQkv } = await backward(shape, drawn, { variant });
          expect(dQkv).toBeNear(backwardTwin(shape, drawn).dQkv);
          expect(dQkv).toBeNear((await backward(shape, drawn, { variant: 'plain' })).dQkv);
        });
      },
    );
  });

  test.each(inTier(variant === 'heads' ? [16] : [6, 16], [HEAD_SIZE]))(
    'gradients of queries and keys are rotated back, with heads of %i',
    async (headSize) => {
      const shape = { batch: 1, context: 13, heads: 2, headSize, lanes: 3 };
      const drawn = draw(shape);
      const { dQkv } = await backward(shape, drawn, { variant, turned: true });
      const expected = backwardTwin(shape, drawn).dQkv;
      expect(dQkv).toBeNear(expected.map((lane) => rotary(lane, { ...shape, width: 2 * headSize }, -1)));
    },
  );

  test('attention over the longest context leaves out no key', async () => {
    const shape = { batch: 1, context: 512, heads: 1, headSize: 4, lanes: 1 };
    const drawn = draw(shape);
    expect((await forward(shape, drawn, { variant })).out).toBeNear(forwardTwin(shape, drawn).out);
    expect((await backward(shape, drawn, { variant })).dQkv).toBeNear(backwardTwin(shape, drawn).dQkv);
  });

  test('the same input gives the same bits beside any other lanes', async () => {
    const shape = { batch: 2, context: 13, heads: 2, headSize: HEAD_SIZE, lanes: 3 };
    const drawn = draw(shape);
    const together = await forward(shape, drawn, { variant });
    const { dQkv } = await backward(shape, drawn, { variant });
    for (let lane = 0; lane < shape.lanes; lane++) {
      const own = alone(shape, drawn, lane);
      expect((await forward(...own, { variant })).out[0], replay).toEqual(together.out[lane]);
      expect((await backward(...own, { variant })).dQkv[0], replay).toEqual(dQkv[lane]);
    }
  });

  test('a grid of another shape covers all queries and keys', async () => {
    const shape = { batch: 1, context, heads: 2, headSize: HEAD_SIZE, lanes: 1 };
    const drawn = draw(shape);
    const grid = variant === 'plain' ? oneWorkgroup : rowsOfThree;
    const found = await forward(shape, drawn, { variant, grid });
    expect(found.out).toBeNear(forwardTwin(shape, drawn).out);
    const { dQkv } = await backward(shape, drawn, { variant, grid });
    expect(dQkv).toBeNear(backwardTwin(shape, drawn).dQkv);
  });

  test('scores of some hundreds, all for one key, do not overflow', async () => {
    const shape = { batch: 1, context, heads: 2, headSize: HEAD_SIZE, lanes: 1 };
    const drawn = draw(shape, 8);
    // The rounding error of a score near 500 is about 1e-4, and so is the error of the exponent of every probability.
    const found = await forward(shape, drawn, { variant });
    expect(found.out).toBeNear(forwardTwin(shape, drawn).out, 1e-3);
    const { dQkv } = await backward(shape, drawn, { variant });
    expect(dQkv).toBeNear(backwardTwin(shape, drawn).dQkv, 1e-3);
  });
}

test('plain backward writes the twin’s delta', async () => {
  const shape = { batch: 2, context: 7, heads: 3, headSize: 6, lanes: 3 };
  const drawn = draw(shape);
  const { delta } = await backward(shape, drawn, { variant: 'plain' });
  expect(delta).toBeNear(backwardTwin(shape, drawn).delta);
});

test.each(HEAD_SIZES)(
  'the twin of backward is the gradient of the twin of forward: heads of %i',
  (headSize) => {
    const shape = { batch: 2, context: 3, heads: 2, headSize, lanes: 1 };
    const { qkv, dOut } = draw(shape);
    const { dQkv } = twin.attentionBackward(qkv[0], dOut[0], shape);
    expect(dQkv).toBeGradientOf((x) => twin.attention(x, shape).out, qkv[0], dOut[0]);
  },
);
