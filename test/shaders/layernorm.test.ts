import { describe, expect, test } from 'vitest';
import {
  layernormBackwardInput,
  layernormBackwardParameters,
  layernormForward,
  type LayernormShape,
} from '../../src/engine/ops/layernorm.ts';
import { byName, gridOfOp, kernelBench, oneWorkgroup, perLane } from '../harness/shaders/kernel-bench.ts';
import { Random, replay } from '../harness/shaders/random.ts';
import * as twin from './twins/layernorm.ts';

const bench = await kernelBench();

type Case = Pick<LayernormShape, 'rows' | 'width' | 'lanes'>;

const CASES: Case[] = [
  { rows: 1, width: 1, lanes: 1 },
  { rows: 7, width: 130, lanes: 3 },
  { rows: 65, width: 7, lanes: 3 },
  { rows: 130, width: 65, lanes: 1 },
];

function shapeOf({ rows, width, lanes }: Case): LayernormShape {
  return { rows, width, lanes, parameterStride: 2 * width + 11, biasOffset: width + 3 };
}

function draw({ rows, width, lanes }: LayernormShape) {
  const random = new Random();
  return {
    input: perLane(lanes, () => random.normals(rows * width)),
    gain: perLane(lanes, () => random.normals(width)),
    bias: perLane(lanes, () => random.normals(width)),
    dOut: perLane(lanes, () => random.normals(rows * width)),
    held: perLane(lanes, () => random.normals(rows * width)),
  };
}

type Drawn = ReturnType<typeof draw>;

function forwardTwin({ input, gain, bias }: Pick<Drawn, 'input' | 'gain' | 'bias'>) {
  return byName(input.map((x, lane) => twin.layernorm(x, gain[lane], bias[lane])));
}

function backwardTwin({ dOut, input, gain }: Drawn) {
  return byName(dOut.map((d, lane) => twin.layernormBackward(d, input[lane], gain[lane])));
}

async function forward(
  shape: LayernormShape,
  { input, gain, bias }: Pick<Drawn, 'input' | 'gain' | 'bias'>,
  grid = gridOfOp,
) {
  const { rows, width, lanes, parameterStride } = shape;
  const [out, mean, rstd] = [rows * width, rows, rows].map((count) => bench.poisoned(lanes, count));
  const buffers = {
    input: bench.floats(input).view,
    gain: bench.floats(gain, parameterStride).view,
    bias: bench.floats(bias, parameterStride).view,
    out: out.view,
    mean: mean.view,
    rstd: rstd.view,
  };
  await bench.run(grid(layernormForward(buffers, shape)));
  const [outs, means, rstds] = await Promise.all([out, mean, rstd].map((tensor) => bench.readFloats(tensor)));
  return { out: outs, mean: means, rstd: rstds };
}

/** The input of both backwards; `mean` and `rstd` come from the twin. */
function kept(drawn: Drawn) {
  const { mean, rstd } = forwardTwin(drawn);
  return {
    dOut: bench.floats(drawn.dOut).view,
    input: bench.floats(drawn.input).view,
    mean: bench.floats(mean).view,
    rstd: bench.floats(rstd).view,
  };
}

async function backwardInput(shape: LayernormShape, drawn: Drawn, grid = gridOfOp): Promise<Float32Array[]> {
  const dInput = bench.poisoned(shape.lanes, shape.rows * shape.width);
  const gain = bench.floats(drawn.gain, shape.parameterStride).view;
  const buffers = { ...kept(drawn), gain, dInput: dInput.view };
  await bench.run(grid(layernormBackwardInput(buffers, shape, false)));
  return bench.readFloats(dInput);
}

describe.each(CASES)('on $lanes lanes of [$rows, $width]', (sizes) => {
  const shape = shapeOf(sizes);

  test('forward equals its twin', async () => {
    const drawn = draw(shape);
    const { out, mean, rstd } = await forward(shape, drawn);
    const expected = forwardTwin(drawn);
    expect(out).toBeNear(expected.out);
    expect(mean).toBeNear(expected.mean);
    expect(rstd).toBeNear(expected.rstd);
  });

  test('backward_input equals its twin', async () => {
    const drawn = draw(shape);
    expect(await backwardInput(shape, drawn)).toBeNear(backwardTwin(drawn).dInput);
  });

  test('backward_input adds to the present numbers', async () => {
    const drawn = draw(shape);
    const dInput = bench.floats(drawn.held);
    const gain = bench.floats(drawn.gain, shape.parameterStride).view;
    await bench.run(layernormBackwardInput({ ...kept(drawn), gain, dInput: dInput.view }, shape, true));
    const added = backwardTwin(drawn).dInput;
    expect(await bench.readFloats(dInput)).toBeNear(
      drawn.held.map((held, lane) => held.map((value, i) => value + added[lane][i])),
    );
  });

  test('backward_parameters equals its twin', async () => {
    const drawn = draw(shape);
    const { width, biasOffset } = shape;
    const both = bench.poisoned(shape.lanes, biasOffset + width, shape.parameterStride);
    await bench.run(layernormBackwardParameters({ ...kept(drawn), dGainAndBias: both.view }, shape));
    const lanes = await bench.readFloats(both);
    const { dGain, dBias } = backwardTwin(drawn);
    expect(lanes.map((lane) => lane.subarray(0, width))).toBeNear(dGain);
    expect(lanes.map((lane) => lane.subarray(biasOffset))).toBeNear(dBias);
    for (const lane of lanes) expect(lane.subarray(width, biasOffset).every(Number.isNaN), replay).toBe(true);
  });
});

test('a grid smaller than the rows walks over all of them', async () => {
  const shape = shapeOf(CASES[3]);
  const drawn = draw(shape);
  expect((await forward(shape, drawn, oneWorkgroup)).out).toBeNear(forwardTwin(drawn).out);
  expect(await backwardInput(shape, drawn, oneWorkgroup)).toBeNear(backwardTwin(drawn).dInput);
});

test('rows far from zero and rows of one value keep their precision', async () => {
  const random = new Random();
  const width = 65;
  const input = Float64Array.from([
    ...random.normals(width).map((value) => Math.fround(100 + value)),
    ...new Float64Array(width).fill(3),
    ...random.normals(width, 1e-4),
  ]);
  const drawn = { input: [input], gain: [random.normals(width)], bias: [random.normals(width)] };
  const { out } = await forward(shapeOf({ rows: 3, width, lanes: 1 }), drawn);
  // The mean of numbers near 100 has an error of a few roundings, 1e-5 beside a deviation of 1.
  expect(out).toBeNear(forwardTwin(drawn).out, 1e-4);
});

test('the twin of backward is the gradient of the twin of forward', () => {
  const random = new Random();
  const [rows, width] = [3, 7];
  const [input, dOut] = [random.normals(rows * width), random.normals(rows * width)];
  const [gain, bias] = [random.normals(width), random.normals(width)];
  const { dInput, dGain, dBias } = twin.layernormBackward(dOut, input, gain);
  expect(dInput).toBeGradientOf((x) => twin.layernorm(x, gain, bias).out, input, dOut);
  expect(dGain).toBeGradientOf((x) => twin.layernorm(input, x, bias).out, gain, dOut);
  expect(dBias).toBeGradientOf((x) => twin.layernorm(input, gain, x).out, bias, dOut);
});
