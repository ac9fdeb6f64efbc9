import { expect, test } from 'vitest';
import { crossEntropyBackward, crossEntropyForward } from '../../src/engine/ops/cross-entropy.ts';
import { loss, lossGrid, type LossGrid, type LossShape } from '../../src/engine/ops/loss.ts';
import { kernelBench, perLane } from '../harness/shaders/kernel-bench.ts';
import { Random, replay } from '../harness/shaders/random.ts';
import { inTier } from '../harness/tier.ts';
import * as twin from './twins/cross-entropy.ts';

const bench = await kernelBench();

const SIZES = [
  { rows: 4, vocabulary: 7, lanes: 1 },
  { rows: 60, vocabulary: 86, lanes: 3 },
  { rows: 60, vocabulary: 257, lanes: 2 },
  ...inTier([{ rows: 1024, vocabulary: 256, lanes: 1 }], []),
];

const GRIDS: LossGrid[] = [
  lossGrid(false),
  lossGrid(true),
  { workgroupSize: 4, threadsPerRow: 4 },
  { workgroupSize: 64, threadsPerRow: 64 },
];

type Case = LossShape & LossGrid;

const CASES: Case[] = SIZES.flatMap((sizes) =>
  GRIDS.map((grid) => ({ ...sizes, ...grid, columns: Math.ceil(sizes.vocabulary / 4) * 4 })),
);

const TITLE =
  '$lanes lanes of $rows rows, vocabulary $vocabulary, $threadsPerRow of $workgroupSize threads a row';

function draw({ rows, vocabulary, lanes }: LossShape, deviation = 2) {
  const random = new Random();
  return {
    logits: perLane(lanes, () => random.normals(rows * vocabulary, deviation)),
    inputs: perLane(lanes, () => random.wholes(rows, 2 ** 16)),
    targets: perLane(lanes, () => [...random.wholes(rows - 1, vocabulary), vocabulary - 1]),
  };
}

type Drawn = ReturnType<typeof draw>;

/** Rows of `vocabulary` numbers as rows of `columns`, with `padding` at the end. */
function padded(lane: Float64Array, { vocabulary, columns }: LossShape, padding: number): Float64Array {
  const rows = new Float64Array((lane.length / vocabulary) * columns).fill(padding);
  lane.forEach((value, i) => (rows[Math.floor(i / vocabulary) * columns + (i % vocabulary)] = value));
  return rows;
}

/** The padding of the logits is NaN, because the kernel must not read it. */
async function fused(shape: Case, { logits, inputs, targets }: Drawn, gradient: boolean) {
  const { rows, lanes } = shape;
  const inPlace = bench.floats(logits.map((lane) => padded(lane, shape, NaN)));
  const losses = bench.poisoned(lanes, rows);
  const tokens = targets.map((lane, index) => lane.map((token, i) => (token << 16) | inputs[index][i]));
  const buffers = { logits: inPlace.view, tokens: bench.words(tokens).view, losses: losses.view };
  await bench.run(loss(buffers, shape, shape, { gradient }));
  return { losses: await bench.readFloats(losses), logits: await bench.readFloats(inPlace) };
}

async function plain({ rows, vocabulary, lanes }: LossShape, { logits, targets }: Drawn) {
  const inPlace = bench.floats(logits);
  const [losses, logSumExp] = perLane(2, () => bench.poisoned(lanes, rows));
  const buffers = {
    logits: inPlace.view,
    targets: bench.words(targets).view,
    losses: losses.view,
    logSumExp: logSumExp.view,
  };
  const shape = { rows, context: rows, vocabulary, lanes, ring: 1 };
  await bench.run(crossEntropyForward(buffers, shape), crossEntropyBackward(buffers, shape));
  const gradient = (await bench.readFloats(inPlace)).map((lane) => Float64Array.from(lane));
  return { losses: await bench.readFloats(losses), gradient };
}

function lossesTwin({ logits, targets }: Drawn): Float64Array[] {
  return logits.map((lane, index) => twin.crossEntropy(lane, targets[index]).losses);
}

function gradientTwin({ logits, targets }: Drawn): Float64Array[] {
  return logits.map((lane, index) => twin.crossEntropyBackward(lane, targets[index]));
}

test.each(CASES)(
  `losses and gradient equal their twins and the plain kernels, zero in the padding: ${TITLE}`,
  async (shape) => {
    const drawn = draw(shape);
    const { losses, logits } = await fused(shape, drawn, true);
    const reference = await plain(shape, drawn);
    for (const expected of [lossesTwin(drawn), reference.losses]) expect(losses).toBeNear(expected);
    for (const expected of [gradientTwin(drawn), reference.gradient]) {
      expect(logits).toBeNear(expected.map((lane) => padded(lane, shape, 0)));
    }
    const beyond = (i: number): boolean => i % shape.columns >= shape.vocabulary;
    expect(
      logits.every((lane) => lane.every((d, i) => !beyond(i) || d === 0)),
      replay,
    ).toBe(true);
  },
);

test.each(CASES)(`without a gradient the logits do not change:  ${TITLE}`, async (shape) => {
  const drawn = draw(shape);
  const { losses, logits } = await fused(shape, drawn, false);
  expect(losses).toBeNear(lossesTwin(drawn));
  expect(logits, replay).toEqual(drawn.logits.map((lane) => Float32Array.from(padded(lane, shape, NaN))));
});

test.each(GRIDS)(
  'logits of ten thousand do not overflow, with $threadsPerRow threads per row',
  async (grid) => {
    const shape = { rows: 60, vocabulary: 86, columns: 88, lanes: 2, ...grid };
    const drawn = draw(shape, 1e4);
    const { losses, logits } = await fused(shape, drawn, true);
    expect(losses).toBeNear(lossesTwin(drawn));
    expect(logits).toBeNear(gradientTwin(drawn).map((lane) => padded(lane, shape, 0)));
  },
);
