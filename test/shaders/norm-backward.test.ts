import { expect, test } from 'vitest';
import { layernormBackwardInput, layernormBackwardParameters } from '../../src/engine/ops/layernorm.ts';
import {
  normBackward,
  normBackwardGrid,
  type NormBackwardGrid,
  type NormBackwardShape,
} from '../../src/engine/ops/norm-backward.ts';
import { byName, kernelBench, perLane } from '../harness/shaders/kernel-bench.ts';
import { readPartials, sliceLength } from '../harness/shaders/partials.ts';
import { Random } from '../harness/shaders/random.ts';
import { groupStats } from './twins/group-stats.ts';
import * as layernorm from './twins/layernorm.ts';

const bench = await kernelBench();

type Case = Pick<NormBackwardShape, 'rows' | 'width' | 'groupWidth' | 'lanes'> & NormBackwardGrid;

const CASES: Case[] = [
  { rows: 4, width: 4, groupWidth: 4, lanes: 1, ...normBackwardGrid(4, true) },
  { rows: 60, width: 12, groupWidth: 8, lanes: 3, workgroupSize: 64, slices: 7, threadsPerRow: 1 },
  { rows: 60, width: 68, groupWidth: 16, lanes: 3, workgroupSize: 4, slices: 2, threadsPerRow: 4 },
  { rows: 1024, width: 20, groupWidth: 64, lanes: 1, ...normBackwardGrid(1024, true) },
  { rows: 1024, width: 64, groupWidth: 32, lanes: 2, ...normBackwardGrid(1024, false) },
  { rows: 12, width: 516, groupWidth: 64, lanes: 2, workgroupSize: 64, slices: 5, threadsPerRow: 64 },
];

const VARIANTS = CASES.flatMap((sizes) => [true, false].map((accumulate) => ({ ...sizes, accumulate })));

/** Numbers of a lane's parameters before and after the gain, and of its partials around the slices. */
const GAP = 8;

function shapeOf(sizes: Case): NormBackwardShape & NormBackwardGrid {
  const length = sizes.slices * sliceLength(sizes.width);
  return {
    ...sizes,
    parameterStride: sizes.width + 2 * GAP,
    partialStride: 2 * length + 3 * GAP,
    gain: GAP,
    partialGain: GAP,
    partialBias: length + 2 * GAP,
  };
}

function draw({ rows, width, lanes }: Case) {
  const random = new Random();
  return {
    dOut: perLane(lanes, () => random.normals(rows * width)),
    input: perLane(lanes, () => random.normals(rows * width).map((x) => Math.fround(x + 3))),
    gain: perLane(lanes, () => random.normals(width)),
    held: perLane(lanes, () => random.normals(rows * width)),
  };
}

type Drawn = ReturnType<typeof draw>;

function interleaved({ sums, m2 }: ReturnType<typeof groupStats>): number[] {
  return sums.flatMap((sum, i) => [sum, m2[i]]);
}

async function fused(
  shape: ReturnType<typeof shapeOf>,
  { dOut, input, gain, held }: Drawn,
  accumulate: boolean,
) {
  const { rows, width, groupWidth, lanes, slices } = shape;
  const gap = new Float64Array(GAP).fill(NaN);
  const dInput = accumulate ? bench.floats(held) : bench.poisoned(lanes, rows * width);
  const partials = bench.poisoned(lanes, shape.partialStride);
  const buffers = {
    dOut: bench.floats(dOut).view,
    input: bench.floats(input).view,
    stats: bench.floats(input.map((lane) => interleaved(groupStats(lane, width, groupWidth)))).view,
    parameters: bench.floats(gain.map((lane) => Float64Array.of(...gap, ...lane, ...gap))).view,
    dInput: dInput.view,
    partials: partials.view,
  };
  await bench.run(normBackward(buffers, shape, shape, { accumulate }));
  const [dGain, dBias] = await readPartials(bench, partials, [
    { offset: shape.partialGain, count: width, slices },
    { offset: shape.partialBias, count: width, slices },
  ]);
  return { dInput: await bench.readFloats(dInput), dGain, dBias };
}

async function plain({ rows, width, lanes }: Case, drawn: Drawn, accumulate: boolean) {
  const { dOut, input, gain, held } = drawn;
  const normed = byName(input.map((lane, index) => layernorm.layernorm(lane, gain[index], gain[index])));
  const dInput = accumulate ? bench.floats(held) : bench.poisoned(lanes, rows * width);
  const both = bench.poisoned(lanes, 2 * width);
  const kept = {
    dOut: bench.floats(dOut).view,
    input: bench.floats(input).view,
    mean: bench.floats(normed.mean).view,
    rstd: bench.floats(normed.rstd).view,
  };
  const gains = bench.floats(gain, 2 * width).view;
  const shape = { rows, width, lanes, parameterStride: 2 * width, biasOffset: width };
  await bench.run(
    layernormBackwardInput({ ...kept, gain: gains, dInput: dInput.view }, shape, accumulate),
    layernormBackwardParameters({ ...kept, dGainAndBias: both.view }, shape),
  );
  const gradients = await bench.readFloats(both);
  return {
    dInput: await bench.readFloats(dInput),
    dGain: gradients.map((lane) => lane.subarray(0, width)),
    dBias: gradients.map((lane) => lane.subarray(width)),
  };
}

function twin({ dOut, input, gain, held }: Drawn, accumulate: boolean) {
  const lanes = dOut.map((d, lane) => layernorm.layernormBackward(d, input[lane], gain[lane]));
  const { dInput, dGain, dBias } = byName(lanes);
  const added = dInput.map((lane, index) => lane.map((d, i) => d + (accumulate ? held[index][i] : 0)));
  return { dInput: added, dGain, dBias };
}

test.each(VARIANTS)(
  'backward equals its twin and the plain kernels: $lanes lanes of [$rows, $width] in groups of $groupWidth, $slices slices of $workgroupSize, $threadsPerRow threads a row, accumulate $accumulate',
  async ({ accumulate, ...sizes }) => {
    const drawn = draw(sizes);
    const { dInput, dGain, dBias } = await fused(shapeOf(sizes), drawn, accumulate);
    for (const expected of [twin(drawn, accumulate), await plain(sizes, drawn, accumulate)]) {
      expect(dInput).toBeNear(expected.dInput);
      expect(dGain).toBeNear(expected.dGain);
      expect(dBias).toBeNear(expected.dBias);
    }
  },
);
