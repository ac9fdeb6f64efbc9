import { describe, expect, test } from 'vitest';
import { attentionBackward, attentionForward, type AttentionShape } from '../../src/engine/ops/attention.ts';
import { byName, gridOfOp, kernelBench, oneWorkgroup, perLane } from './kernel-bench.ts';
import { Random } from './random.ts';
import * as twin from './twins/attention.ts';

const bench = await kernelBench();

const SIZES = [
  { batch: 7, context: 1, heads: 1, lanes: 1 },
  { batch: 2, context: 7, heads: 3, lanes: 3 },
  { batch: 1, context: 65, heads: 2, lanes: 1 },
  { batch: 1, context: 130, heads: 1, lanes: 1 },
];

function draw({ batch, context, heads, headSize, lanes }: AttentionShape, deviation = 1) {
  const random = new Random();
  const count = batch * context * heads * headSize;
  return {
    qkv: perLane(lanes, () => random.normals(3 * count, deviation)),
    dOut: perLane(lanes, () => random.normals(count)),
  };
}

type Drawn = ReturnType<typeof draw>;

async function forward(shape: AttentionShape, { qkv }: Drawn, grid = gridOfOp) {
  const { batch, context, heads, lanes } = shape;
  const out = bench.poisoned(lanes, qkv[0].length / 3);
  const logSumExp = bench.poisoned(lanes, batch * heads * context);
  const buffers = { qkv: bench.floats(qkv).view, out: out.view, logSumExp: logSumExp.view };
  await bench.run(grid(attentionForward(buffers, shape)));
  return { out: await bench.readFloats(out), logSumExp: await bench.readFloats(logSumExp) };
}

function forwardTwin(shape: AttentionShape, { qkv }: Drawn) {
  return byName(qkv.map((lane) => twin.attention(lane, shape)));
}

/** What the forward keeps is here the twin's. */
async function backward(shape: AttentionShape, drawn: Drawn, grid = gridOfOp) {
  const { batch, context, heads, lanes } = shape;
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
  };
  await bench.run(...attentionBackward(buffers, shape).map(grid));
  return { dQkv: await bench.readFloats(dQkv), delta: await bench.readFloats(delta) };
}

function backwardTwin(shape: AttentionShape, { qkv, dOut }: Drawn) {
  return byName(qkv.map((lane, index) => twin.attentionBackward(lane, dOut[index], shape)));
}

describe.each([4, 6, 8, 16, 34, 64])('with heads of %i', (headSize) => {
  describe.each(SIZES)('on $lanes lanes, batch $batch, $heads heads, context $context', (sizes) => {
    const shape = { ...sizes, headSize };

    test('forward equals its twin', async () => {
      const drawn = draw(shape);
      const { out, logSumExp } = await forward(shape, drawn);
      const expected = forwardTwin(shape, drawn);
      expect(out).toBeNear(expected.out);
      expect(logSumExp).toBeNear(expected.logSumExp);
    });

    test('backward_query and backward_key_value equal their twin', async () => {
      const drawn = draw(shape);
      const { dQkv, delta } = await backward(shape, drawn);
      const expected = backwardTwin(shape, drawn);
      expect(dQkv).toBeNear(expected.dQkv);
      expect(delta).toBeNear(expected.delta);
    });
  });

  test('the twin of backward is the gradient of the twin of forward', () => {
    const shape = { batch: 2, context: 3, heads: 2, headSize, lanes: 1 };
    const { qkv, dOut } = draw(shape);
    const { dQkv } = twin.attentionBackward(qkv[0], dOut[0], shape);
    expect(dQkv).toBeGradientOf((x) => twin.attention(x, shape).out, qkv[0], dOut[0]);
  });
});

test('a grid smaller than the queries walks over all of them', async () => {
  const shape = { batch: 1, context: 65, heads: 2, headSize: 8, lanes: 1 };
  const drawn = draw(shape);
  expect((await forward(shape, drawn, oneWorkgroup)).out).toBeNear(forwardTwin(shape, drawn).out);
  expect((await backward(shape, drawn, oneWorkgroup)).dQkv).toBeNear(backwardTwin(shape, drawn).dQkv);
});

test('scores of some hundreds, all to one key, overflow nowhere', async () => {
  const shape = { batch: 1, context: 65, heads: 2, headSize: 8, lanes: 1 };
  const drawn = draw(shape, 10);
  // A score near 500 is rounded by some 1e-4 in all, and so is the exponent of every probability.
  expect((await forward(shape, drawn)).out).toBeNear(forwardTwin(shape, drawn).out, 1e-3);
  expect((await backward(shape, drawn)).dQkv).toBeNear(backwardTwin(shape, drawn).dQkv, 1e-3);
});
