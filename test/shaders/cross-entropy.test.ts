import { expect, test } from 'vitest';
import {
  crossEntropyBackward,
  crossEntropyForward,
  meanLoss,
  sumPositionLosses,
  type CrossEntropyShape,
} from '../../src/engine/ops/cross-entropy.ts';
import { byName, gridOfOp, kernelBench, oneWorkgroup, perLane } from '../harness/shaders/kernel-bench.ts';
import { Random, replay } from '../harness/shaders/random.ts';
import * as twin from './twins/cross-entropy.ts';

const bench = await kernelBench();

const CASES: CrossEntropyShape[] = [
  { rows: 1, context: 1, vocabulary: 65, lanes: 1, ring: 1 },
  { rows: 7, context: 7, vocabulary: 2, lanes: 3, ring: 4 },
  { rows: 130, context: 65, vocabulary: 7, lanes: 3, ring: 5 },
  { rows: 195, context: 65, vocabulary: 130, lanes: 1, ring: 3 },
];

const TITLE = 'on $lanes lanes of $rows rows, vocabulary $vocabulary';

function draw({ rows, vocabulary, lanes }: CrossEntropyShape, deviation = 2) {
  const random = new Random();
  return {
    logits: perLane(lanes, () => random.normals(rows * vocabulary, deviation)),
    targets: perLane(lanes, () => random.wholes(rows, vocabulary)),
  };
}

type Drawn = ReturnType<typeof draw>;

async function forward(shape: CrossEntropyShape, { logits, targets }: Drawn, grid = gridOfOp) {
  const [losses, logSumExp] = perLane(2, () => bench.poisoned(shape.lanes, shape.rows));
  const buffers = { logits: bench.floats(logits).view, targets: bench.words(targets).view };
  const kernel = crossEntropyForward({ ...buffers, losses: losses.view, logSumExp: logSumExp.view }, shape);
  await bench.run(grid(kernel));
  return { losses: await bench.readFloats(losses), logSumExp: await bench.readFloats(logSumExp) };
}

function forwardTwin({ logits, targets }: Drawn) {
  return byName(logits.map((lane, index) => twin.crossEntropy(lane, targets[index])));
}

/** The gradient is computed in place, with the `logSumExp` of the twin. */
async function backward(shape: CrossEntropyShape, drawn: Drawn, grid = gridOfOp): Promise<Float32Array[]> {
  const { logits, targets } = drawn;
  const kept = forwardTwin(drawn).logSumExp;
  const inPlace = bench.floats(logits);
  const buffers = {
    logSumExp: bench.floats(kept).view,
    targets: bench.words(targets).view,
    logits: inPlace.view,
  };
  await bench.run(grid(crossEntropyBackward(buffers, shape)));
  return bench.readFloats(inPlace);
}

function backwardTwin({ logits, targets }: Drawn): Float64Array[] {
  return logits.map((lane, index) => twin.crossEntropyBackward(lane, targets[index]));
}

test.each(CASES)(`forward equals its twin, ${TITLE}`, async (shape) => {
  const drawn = draw(shape);
  const { losses, logSumExp } = await forward(shape, drawn);
  const expected = forwardTwin(drawn);
  expect(losses).toBeNear(expected.losses);
  expect(logSumExp).toBeNear(expected.logSumExp);
});

test.each(CASES)(`backward equals its twin in place, ${TITLE}`, async (shape) => {
  const drawn = draw(shape);
  expect(await backward(shape, drawn)).toBeNear(backwardTwin(drawn));
});

test('a grid smaller than the rows walks over all of them', async () => {
  const drawn = draw(CASES[2]);
  expect((await forward(CASES[2], drawn, oneWorkgroup)).losses).toBeNear(forwardTwin(drawn).losses);
  expect(await backward(CASES[2], drawn, oneWorkgroup)).toBeNear(backwardTwin(drawn));
});

test('logits of ten thousand do not overflow', async () => {
  const drawn = draw(CASES[1], 1e4);
  expect((await forward(CASES[1], drawn)).losses).toBeNear(forwardTwin(drawn).losses);
  // The rounding error of a logSumExp near 1e4 is up to 5e-4, and so is the error of the exponent of every probability.
  expect(await backward(CASES[1], drawn)).toBeNear(backwardTwin(drawn), 2e-3);
});

test.each(CASES)(
  'mean writes the mean losses of $lanes lanes to the place of the step in a ring of $ring',
  async (shape) => {
    const { rows, lanes, ring } = shape;
    const random = new Random();
    const losses = perLane(lanes, () => random.uniforms(rows, 0, 5));
    const step = 1 + random.below(100);
    const state = bench.words([[step, ...new Uint32Array(lanes)]]).view;
    const places = bench.poisoned(1, ring * lanes * 2);
    await bench.run(meanLoss({ losses: bench.floats(losses).view, state, ring: places.view }, shape));
    const [written] = await bench.readFloats(places);
    const own = (i: number): boolean => Math.floor(i / (2 * lanes)) === step % ring && i % 2 === 0;
    expect([written.filter((_, i) => own(i))]).toBeNear([losses.map(twin.mean)]);
    expect(written.filter((_, i) => !own(i)).every(Number.isNaN), replay).toBe(true);
  },
);

test.each(CASES)(
  'sum_positions adds the losses at each of $context positions, batch by batch',
  async (shape) => {
    const { rows, context, lanes } = shape;
    const random = new Random();
    const [losses, more] = perLane(2, () => perLane(lanes, () => random.uniforms(rows, 0, 5)));
    const sums = bench.floats(perLane(lanes, () => new Float64Array(context)));
    await bench.run(
      ...[losses, more].map((batch) => sumPositionLosses(bench.floats(batch).view, sums.view, shape)),
    );
    const none = new Float64Array(context);
    expect(await bench.readFloats(sums)).toBeNear(
      perLane(lanes, (lane) => twin.sumPositions(more[lane], twin.sumPositions(losses[lane], none))),
    );
  },
);

test('the twin of backward is the gradient of the mean loss', () => {
  const shape = { rows: 5, context: 5, vocabulary: 7, lanes: 1, ring: 1 };
  const { logits, targets } = draw(shape);
  const meanOf = (x: Float64Array): Float64Array =>
    Float64Array.of(twin.mean(twin.crossEntropy(x, targets[0]).losses));
  const gradient = twin.crossEntropyBackward(logits[0], targets[0]);
  expect(gradient).toBeGradientOf(meanOf, logits[0], Float64Array.of(1));
});
