import { describe, expect, test } from 'vitest';
import { lstmBackward, lstmForward, type LstmShape, type LstmVariant } from '../../src/engine/ops/lstm.ts';
import { kernelBench, perLane } from '../harness/shaders/kernel-bench.ts';
import { Random } from '../harness/shaders/random.ts';
import * as twin from './twins/lstm.ts';
import { matmul } from './twins/matmul.ts';

const bench = await kernelBench();

/** Numbers of a lane's parameters before and after the weight. */
const GAP = 4;

/** One unit of everything; fewer than four sequences of a block, and more; units that fill no workgroup, and several. */
const SHAPES = [
  { batch: 1, context: 1, width: 4, lanes: 1 },
  { batch: 5, context: 7, width: 12, lanes: 3 },
  { batch: 3, context: 5, width: 7, lanes: 2 },
  { batch: 6, context: 6, width: 68, lanes: 2 },
  { batch: 2, context: 3, width: 260, lanes: 1 },
];

type Sizes = (typeof SHAPES)[number];

const VARIANTS: LstmVariant[] = ['plain', 'parts', 'blocks'];

function draw({ batch, context, width, lanes }: Sizes) {
  const random = new Random();
  const numbers = batch * context * width;
  return {
    inputs: perLane(lanes, () => random.normals(4 * numbers, 2)),
    weight: perLane(lanes, () => random.normals(4 * width ** 2, 1 / Math.sqrt(width))),
    dOut: perLane(lanes, () => random.normals(numbers)),
  };
}

function placed(weight: readonly Float64Array[]) {
  const lanes = weight.map((lane) => {
    const parameters = new Float64Array(lane.length + 2 * GAP).fill(NaN);
    parameters.set(lane, GAP);
    return parameters;
  });
  return bench.floats(lanes);
}

function shapeOf(sizes: Sizes): LstmShape {
  return { ...sizes, parameterStride: 4 * sizes.width ** 2 + 2 * GAP, weight: GAP };
}

/** The gates of each lane, its cells, outputs and outputs of the position before; and the gradient of its inputs. */
async function run(sizes: Sizes, { inputs, weight, dOut }: ReturnType<typeof draw>, variant: LstmVariant) {
  const numbers = sizes.batch * sizes.context * sizes.width;
  const shape = shapeOf(sizes);
  const parameters = placed(weight).view;
  const gates = bench.floats(inputs);
  const [cells, out, before] = [0, 1, 2].map(() => bench.poisoned(sizes.lanes, numbers));
  const views = { gates: gates.view, cells: cells.view, parameters };
  await bench.run(lstmForward({ ...views, out: out.view, before: before.view }, shape, variant));
  const forward = await Promise.all([gates, cells, out, before].map((tensor) => bench.readFloats(tensor)));
  await bench.run(lstmBackward({ ...views, dOut: bench.floats(dOut).view }, shape, variant));
  return { forward, dInputs: await bench.readFloats(gates) };
}

describe.each(VARIANTS)('%s', (variant) => {
  const shapes = SHAPES.filter(({ width }) => variant !== 'blocks' || width % 4 === 0);

  test.each(shapes)('walks $batch × $context positions of $width units forward and back', async (sizes) => {
    const drawn = draw(sizes);
    const { forward, dInputs } = await run(sizes, drawn, variant);
    const expected = perLane(sizes.lanes, (lane) => twin.lstm(drawn.inputs[lane], drawn.weight[lane], sizes));
    (['gates', 'cells', 'out', 'before'] as const).forEach((name, i) => {
      expect(forward[i], name).toBeNear(expected.map((result) => result[name]));
    });
    expect(dInputs).toBeNear(
      expected.map((result, lane) => twin.lstmBackward(drawn.dOut[lane], result, drawn.weight[lane], sizes)),
    );
  });

  test('is finite for gates that are far from 0', async () => {
    const sizes = { batch: 1, context: 2, width: 4, lanes: 1 };
    const drawn = draw(sizes);
    const inputs = drawn.inputs.map((lane) => lane.map((x) => Math.fround(x * 1e4)));
    const { forward, dInputs } = await run(sizes, { ...drawn, inputs }, variant);
    const expected = twin.lstm(inputs[0], drawn.weight[0], sizes);
    expect(forward[2]).toBeNear([expected.out]);
    expect(dInputs[0].every(Number.isFinite)).toBe(true);
  });
});

const SIZES = { batch: 2, context: 4, width: 3 };

test('the twin of the backward is the gradient of the twin', () => {
  const { inputs, weight, dOut } = draw({ ...SIZES, lanes: 1 });
  const at = (x: Float64Array, w = weight[0]): Float64Array => twin.lstm(x, w, SIZES).out;
  const result = twin.lstm(inputs[0], weight[0], SIZES);
  const dInputs = twin.lstmBackward(dOut[0], result, weight[0], SIZES);
  expect(dInputs).toBeGradientOf((x) => at(x), inputs[0], dOut[0]);
  const dWeight = matmul(result.before, dInputs, { m: 3, n: 12, k: 8, transposeA: true });
  expect(dWeight).toBeGradientOf((w) => at(inputs[0], w), weight[0], dOut[0]);
});
