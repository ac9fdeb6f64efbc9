import { expect, test } from 'vitest';
import { meanLoss } from '../../src/engine/ops/cross-entropy.ts';
import { gradientNorm, gradientNormParts } from '../../src/engine/ops/gradient-norm.ts';
import { gradientGrid, gradientSum, layOutPartials } from '../../src/engine/ops/gradient-sum.ts';
import { kernelBench, perLane } from '../harness/shaders/kernel-bench.ts';
import { sliceLength } from '../harness/shaders/partials.ts';
import { Random, replay } from '../harness/shaders/random.ts';
import { mean } from './twins/cross-entropy.ts';

const bench = await kernelBench();

const CASES = [
  { tensors: [{ count: 12, slices: 1 }], rows: 4, lanes: 1, workgroupSize: 4, parts: 1, ring: 1 },
  {
    tensors: [
      { count: 86 * 12, slices: 7 },
      { count: 20, slices: 16 },
      { count: 64, slices: 1 },
      { count: 65, slices: 3 },
    ],
    rows: 60,
    lanes: 3,
    workgroupSize: 256,
    parts: 2,
    ring: 5,
  },
  {
    tensors: [
      { count: 257 * 68, slices: 2 },
      { count: 68, slices: 5 },
    ],
    rows: 1028,
    lanes: 2,
    workgroupSize: 4,
    parts: 64,
    ring: 4,
  },
];

type Case = (typeof CASES)[number];

/** Slices of normal numbers; the gaps are zero, as in a new buffer. */
function draw({ tensors, rows, lanes }: Case) {
  const random = new Random();
  return {
    partials: perLane(lanes, () =>
      tensors.flatMap(({ count, slices }) =>
        perLane(slices, () => [
          ...random.normals(count),
          ...new Float64Array(sliceLength(count) - count),
        ]).flat(),
      ),
    ),
    losses: perLane(lanes, () => random.uniforms(rows, 0, 5)),
    step: 1 + random.below(100),
  };
}

type Drawn = ReturnType<typeof draw>;

/** The sums of the slices of every tensor, one after another. */
function gradientTwin({ tensors }: Case, lane: readonly number[]): Float64Array {
  let at = 0;
  const sums = tensors.flatMap(({ count, slices }) => {
    const length = sliceLength(count);
    const first = at;
    at += slices * length;
    return Array.from({ length }, (_, i) =>
      perLane(slices, (slice) => lane[first + slice * length + i]).reduce((sum, value) => sum + value, 0),
    );
  });
  return Float64Array.from(sums);
}

async function run(shape: Case, { partials, losses, step }: Drawn) {
  const { tensors, rows, lanes, workgroupSize, parts, ring } = shape;
  const layout = layOutPartials(tensors);
  const count = tensors.reduce((sum, tensor) => sum + sliceLength(tensor.count), 0);
  const [gradient, sums] = [count, parts].map((numbers) => bench.poisoned(lanes, numbers));
  const places = bench.poisoned(1, ring * lanes * 2);
  const state = bench.words([[step, 0]]);
  const buffers = {
    partials: bench.floats(partials).view,
    places: bench.words([layout.places]).view,
    losses: bench.floats(losses).view,
    gradient: gradient.view,
    sums: sums.view,
    state: state.view,
    ring: places.view,
  };
  await bench.run(
    gradientSum(
      buffers,
      { count, partialStride: layout.stride, rows, lanes, ring },
      { workgroupSize, parts },
    ),
  );
  return {
    gradient: await bench.readFloats(gradient),
    gradientView: gradient.view,
    sums: await bench.readFloats(sums),
    state: [...(await bench.readWords(state))[0]],
    ring: (await bench.readFloats(places))[0],
  };
}

const TITLE = '$lanes lanes, $parts parts of $workgroupSize, $rows rows, a ring of $ring';

test.each(CASES)(
  'sum adds up the slices, and the squares of the sums: $tensors,  ' + TITLE,
  async (shape) => {
    const drawn = draw(shape);
    const expected = drawn.partials.map((lane) => gradientTwin(shape, lane));
    const { gradient, sums } = await run(shape, drawn);
    expect(gradient).toBeNear(expected);
    const squares = (lane: ArrayLike<number>): number =>
      Array.from(lane).reduce((sum, value) => sum + value ** 2, 0);
    const totals = sums.map((lane) => [lane.reduce((sum, value) => sum + value, 0)]);
    expect(totals).toBeNear(expected.map((lane) => [squares(lane)]));
  },
);

test.each(CASES)(
  'sum writes the mean losses to the place of the step and counts the step in the second word:  ' + TITLE,
  async (shape) => {
    const { lanes, ring } = shape;
    const drawn = draw(shape);
    const { ring: written, state } = await run(shape, drawn);
    const own = (i: number): boolean => Math.floor(i / (2 * lanes)) === drawn.step % ring && i % 2 === 0;
    expect([written.filter((_, i) => own(i))]).toBeNear([drawn.losses.map(mean)]);
    expect(written.filter((_, i) => !own(i)).every(Number.isNaN), replay).toBe(true);
    expect(state, replay).toEqual([drawn.step, drawn.step + 1]);
  },
);

test.each(CASES)('sums and mean losses are near those of the plain kernels: ' + TITLE, async (shape) => {
  const { rows, lanes, ring } = shape;
  const drawn = draw(shape);
  const { gradient, gradientView, sums, ring: written } = await run(shape, drawn);
  const count = gradient[0].length;
  const places = bench.poisoned(1, ring * lanes * 2);
  const state = bench.words([[drawn.step, ...new Uint32Array(lanes)]]).view;
  const plainSums = bench.poisoned(lanes, gradientNormParts(count));
  const losses = bench.floats(drawn.losses).view;
  await bench.run(
    meanLoss({ losses, state, ring: places.view }, { rows, context: rows, vocabulary: 1, lanes, ring }),
    ...gradientNorm(
      { gradient: gradientView, sums: plainSums.view, ring: places.view, state },
      { count, lanes, ring, clipNorm: 0 },
    ),
  );
  const [plain] = await bench.readFloats(places);
  const at = (drawn.step % ring) * lanes * 2;
  const lossesOf = (of: Float32Array): number[] => perLane(lanes, (lane) => of[at + 2 * lane]);
  const norms = sums.map((lane) => Math.sqrt(lane.reduce((sum, value) => sum + value, 0)));
  expect([lossesOf(written)]).toBeNear([lossesOf(plain)]);
  expect([norms]).toBeNear([perLane(lanes, (lane) => plain[at + 2 * lane + 1])]);
});

test('a software adapter gets few parts, a GPU as many as keep it busy, and neither gets more than there is work for', () => {
  expect(gradientGrid(1_024, false)).toEqual({ workgroupSize: 256, parts: 1 });
  expect(gradientGrid(1_088, false).parts).toBe(2);
  expect(gradientGrid(2 ** 28, false).parts).toBe(1_024);
  expect(gradientGrid(64, true)).toEqual({ workgroupSize: 4, parts: 4 });
  expect(gradientGrid(2 ** 28, true).parts).toBe(32);
});
