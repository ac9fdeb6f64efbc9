import { expect, test } from 'vitest';
import {
  linearBackward,
  linearForward,
  type LinearForward,
  type LinearPartials,
  type LinearShape,
} from '../../src/engine/ops/linear.ts';
import type { ProductVariant } from '../../src/engine/ops/products.ts';
import { rotaryTurnsOfColumns } from '../../src/engine/ops/rotary.ts';
import {
  describeWith,
  productVariantsOfTier,
  productVariantsToTest,
} from '../harness/shaders/adapter-features.ts';
import { kernelBench, perLane, type LaneTensor } from '../harness/shaders/kernel-bench.ts';
import { Random } from '../harness/shaders/random.ts';
import { biasBackward } from './twins/bias.ts';
import * as gelu from './twins/gelu.ts';
import { layernorm } from './twins/layernorm.ts';
import { matmul } from './twins/matmul.ts';
import { rotary } from './twins/rotary.ts';

const bench = await kernelBench();

const UNUSED_BYTES = 768;

/** The contents of a lane of parameters: the tensors of one layer, from number 8 on. */
interface Layer {
  weight: Float64Array;
  bias: Float64Array;
  gain: Float64Array;
  shift: Float64Array;
}

/** Sizes whose last tiles lie partly outside, for every variant. */
const SHAPES = [
  { rows: 4, inputs: 4, outputs: 4, lanes: 1 },
  { rows: 68, inputs: 20, outputs: 84, lanes: 3 },
  { rows: 132, inputs: 72, outputs: 140, lanes: 2 },
];

const HEAD_SHAPES = [
  { rows: 4, inputs: 4, outputs: 1, lanes: 1 },
  { rows: 68, inputs: 20, outputs: 86, lanes: 2 },
  { rows: 132, inputs: 72, outputs: 141, lanes: 2 },
];

type Sizes = (typeof SHAPES)[number];

const OFFSETS = { weight: 8, gap: 4 };

function draw({ rows, inputs, outputs, lanes }: Sizes) {
  const random = new Random();
  return {
    input: perLane(lanes, () => random.normals(rows * inputs, 3).map((x) => Math.fround(x + 2))),
    beside: perLane(lanes, () => random.normals(rows * outputs)),
    before: perLane(lanes, () => random.normals(rows * inputs, 3)),
    dOut: perLane(lanes, () => random.normals(rows * outputs)),
    layers: perLane(lanes, (): Layer => ({
      weight: random.normals(inputs * outputs),
      bias: random.normals(outputs),
      gain: random.normals(inputs),
      shift: random.normals(inputs),
    })),
  };
}

/** The layer's tensors one after another in a lane of parameters, with gaps between them. */
function placed(layers: readonly Layer[]) {
  const { weight, bias, gain } = layers[0];
  const round = (count: number): number => Math.ceil(count / 4) * 4 + OFFSETS.gap;
  const at = {
    weight: OFFSETS.weight,
    bias: OFFSETS.weight + round(weight.length),
    gain: OFFSETS.weight + round(weight.length) + round(bias.length),
    shift: OFFSETS.weight + round(weight.length) + round(bias.length) + round(gain.length),
  };
  const stride = at.shift + round(gain.length);
  const lanes = layers.map((layer) => {
    const lane = new Float64Array(stride);
    for (const name of ['weight', 'bias', 'gain', 'shift'] as const) lane.set(layer[name], at[name]);
    return lane;
  });
  return { view: bench.floats(lanes).view, at, stride };
}

/** `[rows, groups, 2]` of every lane: sum, and squared deviations from the group's mean. */
function statsOf(lanes: readonly Float64Array[], width: number, groupWidth: number): Float64Array[] {
  return lanes.map((lane) => {
    const stats: number[] = [];
    for (let row = 0; row < lane.length; row += width) {
      for (let first = 0; first < width; first += groupWidth) {
        const group = lane.subarray(row + first, row + Math.min(first + groupWidth, width));
        const sum = group.reduce((total, x) => total + x, 0);
        stats.push(
          sum,
          group.reduce((total, x) => total + (x - sum / group.length) ** 2, 0),
        );
      }
    }
    return Float64Array.from(stats);
  });
}

function shapeOf({ rows, inputs, outputs, lanes }: Sizes, stride: number): LinearShape {
  return { rows, inputs, outputs, lanes, parameterStride: stride, weight: OFFSETS.weight };
}

function padded(lanes: readonly Float64Array[], columns: number, stored: number, fill = 0): Float64Array[] {
  return lanes.map((lane) => {
    const rows = lane.length / columns;
    const out = new Float64Array(rows * stored).fill(fill);
    for (let row = 0; row < rows; row++)
      out.set(lane.subarray(row * columns, (row + 1) * columns), row * stored);
    return out;
  });
}

/** The first columns of rows that are stored with more. */
function cropped(lanes: readonly Float32Array[], columns: number, stored: number): Float32Array[] {
  return lanes.map((lane) => lane.filter((_, i) => i % stored < columns));
}

const readAll = (...tensors: LaneTensor[]): Promise<Float32Array[][]> =>
  Promise.all(tensors.map((tensor) => bench.readFloats(tensor)));

for (const variant of productVariantsToTest()) {
  describeWith(bench.gpu.device, variant.requires ?? [], variant.name, () => testVariant(variant));
}

function testVariant(variant: ProductVariant): void {
  const every = productVariantsOfTier().includes(variant);
  const shapes = every ? SHAPES : [];
  const headShapes = every ? HEAD_SHAPES : [];

  test.each(SHAPES)('adds bias and residual, and keeps stats: $rows × $inputs × $outputs', async (sizes) => {
    const { rows, inputs, outputs, lanes } = sizes;
    const { input, beside, layers } = draw(sizes);
    const { view: parameters, at, stride } = placed(layers);
    const out = bench.poisoned(lanes, rows * outputs);
    const stats = bench.poisoned(lanes, rows * Math.ceil(outputs / variant.columns) * 2);
    await runForward(
      {
        input: bench.floats(input).view,
        parameters,
        bias: at.bias,
        residual: bench.floats(beside).view,
        out: out.view,
        stats: stats.view,
      },
      shapeOf(sizes, stride),
      variant,
    );
    const expected = perLane(lanes, (lane) =>
      matmul(input[lane], layers[lane].weight, { m: rows, n: outputs, k: inputs }, layers[lane].bias).map(
        (x, i) => x + beside[lane][i],
      ),
    );
    const [outs, kept] = await readAll(out, stats);
    expect(outs).toBeNear(expected);
    expect(kept).toBeNear(statsOf(expected, outputs, variant.columns));
  });

  test.each(shapes)('normalises on load, and activates: $rows × $inputs × $outputs', async (sizes) => {
    const { rows, inputs, outputs, lanes } = sizes;
    const { input, layers } = draw(sizes);
    const { view: parameters, at, stride } = placed(layers);
    const [out, activated] = [0, 1].map(() => bench.poisoned(lanes, rows * outputs));
    const normed = bench.poisoned(lanes, rows * inputs);
    await runForward(
      {
        input: bench.floats(input).view,
        parameters,
        bias: at.bias,
        norm: { ...normOf(input, inputs, variant), gain: at.gain, shift: at.shift, normed: normed.view },
        out: out.view,
        activated: activated.view,
      },
      shapeOf(sizes, stride),
      variant,
    );
    const norms = input.map((x, lane) => layernorm(x, layers[lane].gain, layers[lane].shift).out);
    const expected = perLane(lanes, (lane) =>
      matmul(norms[lane], layers[lane].weight, { m: rows, n: outputs, k: inputs }, layers[lane].bias),
    );
    const [outs, activations, kept] = await readAll(out, activated, normed);
    expect(outs).toBeNear(expected);
    expect(activations).toBeNear(expected.map((x) => gelu.gelu(x)));
    expect(kept).toBeNear(norms);
  });

  test('rotates queries and keys by rotary positions', async () => {
    const sizes = { rows: 28, inputs: 12, outputs: 36, lanes: 2 };
    const { rows, inputs, outputs, lanes } = sizes;
    const [context, headSize] = [7, 6];
    const { input, layers } = draw(sizes);
    const { view: parameters, at, stride } = placed(layers);
    const out = bench.poisoned(lanes, rows * outputs);
    const turns = bench.gpu.memory.upload(
      'turns',
      rotaryTurnsOfColumns(context, headSize, inputs / headSize),
    );
    await runForward(
      {
        input: bench.floats(input).view,
        parameters,
        bias: at.bias,
        rotary: { turns, context },
        out: out.view,
      },
      shapeOf(sizes, stride),
      variant,
    );
    expect(await bench.readFloats(out)).toBeNear(
      perLane(lanes, (lane) =>
        rotary(
          matmul(input[lane], layers[lane].weight, { m: rows, n: outputs, k: inputs }, layers[lane].bias),
          { context, width: inputs, headSize },
        ),
      ),
    );
  });

  test.each(headShapes)('computes a head: $rows × $inputs × $outputs', async (sizes) => {
    const { rows, inputs, outputs, lanes } = sizes;
    const { input, layers } = draw(sizes);
    const { view: parameters, at, stride } = placed(layers);
    const stored = Math.ceil(outputs / 4) * 4;
    const out = bench.poisoned(lanes, rows * stored);
    const normed = bench.poisoned(lanes, rows * inputs);
    await runForward(
      {
        input: bench.floats(input).view,
        parameters,
        transposed: true,
        norm: { ...normOf(input, inputs, variant), gain: at.gain, shift: at.shift, normed: normed.view },
        out: out.view,
      },
      shapeOf(sizes, stride),
      variant,
    );
    const logits = cropped(await bench.readFloats(out), outputs, stored);
    expect(logits).toBeNear(
      perLane(lanes, (lane) =>
        matmul(layernorm(input[lane], layers[lane].gain, layers[lane].shift).out, layers[lane].weight, {
          m: rows,
          n: outputs,
          k: inputs,
          transposeB: true,
        }),
      ),
    );
  });

  test.each(SHAPES)(
    'computes gradients through gelu, in slices: $rows × $inputs × $outputs',
    async (sizes) => {
      const { rows, inputs, outputs, lanes } = sizes;
      const { input, before, dOut, layers } = draw(sizes);
      const { view: parameters, stride } = placed(layers);
      const slices = Math.min(3, rows / 4);
      const dInput = bench.poisoned(lanes, rows * inputs);
      const { partials, places, read } = partialsFor(sizes, slices, inputs * outputs, outputs);
      await bench.run(
        linearBackward(
          {
            dOut: bench.floats(dOut).view,
            parameters,
            input: bench.floats(input).view,
            before: bench.floats(before).view,
            dInput: dInput.view,
            partials,
          },
          shapeOf(sizes, stride),
          places,
          variant,
        ),
      );
      const product = { m: rows, n: inputs, k: outputs, transposeB: true };
      expect(await bench.readFloats(dInput)).toBeNear(
        perLane(lanes, (lane) =>
          gelu.geluBackward(before[lane], matmul(dOut[lane], layers[lane].weight, product)),
        ),
      );
      const { weight, bias } = await read();
      expect(weight).toBeNear(
        perLane(lanes, (lane) =>
          matmul(input[lane], dOut[lane], { m: inputs, n: outputs, k: rows, transposeA: true }),
        ),
      );
      expect(bias).toBeNear(perLane(lanes, (lane) => biasBackward(dOut[lane], outputs)));
    },
  );

  test.each(headShapes)('computes gradients through a head: $rows × $inputs × $outputs', async (sizes) => {
    const { rows, inputs, outputs, lanes } = sizes;
    const { input, dOut, layers } = draw(sizes);
    const { view: parameters, stride } = placed(layers);
    const dInput = bench.poisoned(lanes, rows * inputs);
    const { partials, places, read } = partialsFor(sizes, 1, inputs * outputs, 0);
    const stored = Math.ceil(outputs / 4) * 4;
    await bench.run(
      linearBackward(
        {
          dOut: bench.floats(padded(dOut, outputs, stored)).view,
          parameters,
          input: bench.floats(input).view,
          dInput: dInput.view,
          transposed: true,
          partials,
        },
        shapeOf(sizes, stride),
        places,
        variant,
      ),
    );
    expect(await bench.readFloats(dInput)).toBeNear(
      perLane(lanes, (lane) => matmul(dOut[lane], layers[lane].weight, { m: rows, n: inputs, k: outputs })),
    );
    const { weight } = await read();
    expect(weight).toBeNear(
      perLane(lanes, (lane) =>
        matmul(dOut[lane], input[lane], { m: outputs, n: inputs, k: rows, transposeA: true }),
      ),
    );
  });
}

/** Stats of the input in groups of another size than the variant's, so that a mix-up would show. */
function normOf(input: readonly Float64Array[], width: number, variant: ProductVariant) {
  const groupWidth = variant.columns === 16 ? 8 : 16;
  return { stats: { view: bench.floats(statsOf(input, width, groupWidth)).view, groupWidth } };
}

function runForward(
  linear: Omit<LinearForward, 'unused'>,
  shape: LinearShape,
  variant: ProductVariant,
): Promise<void> {
  const unused = bench.gpu.memory.storage('unused', UNUSED_BYTES / 4);
  return bench.run(linearForward({ ...linear, unused }, shape, variant));
}

/** Room for `slices` of a weight's gradient and, if there is one, of a bias's, with gaps between all of them. */
function partialsFor({ lanes }: Sizes, slices: number, weightCount: number, biasCount: number) {
  const sliceStride = Math.ceil(weightCount / 4) * 4 + OFFSETS.gap;
  const biasStride = biasCount + OFFSETS.gap;
  const weight = { offset: 4, sliceStride };
  const bias = { offset: 4 + slices * sliceStride, sliceStride: biasStride };
  const tensor = bench.poisoned(lanes, bias.offset + slices * biasStride);
  const places: LinearPartials = {
    stride: tensor.stride,
    slices,
    weight,
    bias: biasCount > 0 ? bias : undefined,
  };
  return {
    partials: tensor.view,
    places,
    async read() {
      const all = await bench.readFloats(tensor);
      const sum = (lane: Float32Array, first: number, stride: number, count: number): Float64Array =>
        Float64Array.from({ length: count }, (_, i) => {
          let total = 0;
          for (let slice = 0; slice < slices; slice++) total += lane[first + slice * stride + i];
          return total;
        });
      return {
        weight: all.map((lane) => sum(lane, weight.offset, sliceStride, weightCount)),
        bias: all.map((lane) => sum(lane, bias.offset, biasStride, biasCount)),
      };
    },
  };
}
