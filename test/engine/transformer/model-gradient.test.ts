import { expect, test } from 'vitest';
import { countBackward, countForward } from '../../../src/engine/transformer/activations.ts';
import { backward } from '../../../src/engine/transformer/backward.ts';
import { forward } from '../../../src/engine/transformer/forward.ts';
import { makeModel, type Model } from '../../../src/engine/transformer/model.ts';
import { lossBackward, lossForward } from '../../../src/engine/step/plain-step.ts';
import type { Tensor } from '../../../src/engine/model/parameter-layout.ts';
import { ParameterSet } from '../../../src/engine/run/parameter-set.ts';
import { layOutParameters } from '../../../src/engine/transformer/parameters.ts';
import type { TransformerShape } from '../../../src/engine/trainer.ts';
import { kernelBench, perLane } from '../../harness/shaders/kernel-bench.ts';
import { Random, replay } from '../../harness/shaders/random.ts';
import { finiteDifferences } from '../../harness/shaders/to-be-gradient-of.ts';
import { modelLoss, type Windows } from '../../shaders/twins/model.ts';

const bench = await kernelBench();

const LANES = 3;
const BATCH = 2;

/** Two layers, so that the stream's gradient passes both ends of a layer; sizes in fours and odd ones. */
const SHAPES: (TransformerShape & { name: string })[] = [
  {
    name: 'rotary positions and a head of its own',
    kind: 'transformer',
    positions: 'rotary',
    tiedHead: false,
    context: 5,
    width: 8,
    heads: 2,
    layers: 2,
    feedForward: 11,
    vocabulary: 7,
  },
  {
    name: 'learned positions and a tied head',
    kind: 'transformer',
    positions: 'learned',
    tiedHead: true,
    context: 6,
    width: 12,
    heads: 2,
    layers: 2,
    feedForward: 16,
    vocabulary: 8,
  },
  {
    name: 'learned beside rotary positions',
    kind: 'transformer',
    positions: 'both',
    tiedHead: false,
    context: 5,
    width: 8,
    heads: 2,
    layers: 1,
    feedForward: 12,
    vocabulary: 7,
  },
];

/** A model on the GPU in which everything except its parameters and its windows is poisoned. */
function makePoisonedModel(
  shape: TransformerShape,
  parameters: Float64Array[],
  windows: readonly Windows[],
): Model {
  const { memory } = bench.gpu;
  const layout = layOutParameters(shape);
  const activations = [countForward(shape, BATCH), countBackward(shape, BATCH)];
  const set = new ParameterSet(layout, bench.floats(parameters).view);
  const options = { batch: BATCH, lanes: LANES, parameters: set, activations };
  const model = makeModel(memory, shape, options);
  const upload = (name: string, data: BufferSource & ArrayLike<number>): void =>
    bench.gpu.device.queue.writeBuffer(model.activation(name).buffer, 0, data);
  for (const [name, count] of activations.flatMap((counts) => [...counts])) {
    upload(name, new Float32Array(count * LANES).fill(NaN));
  }
  upload('inputs', Uint32Array.from(windows.flatMap(({ inputs }) => inputs)));
  upload('targets', Uint32Array.from(windows.flatMap(({ targets }) => targets)));
  return model;
}

/** Random lanes, and the gradient that their forward and backward write into a poisoned buffer. */
async function computeGradient(shape: TransformerShape) {
  const random = new Random();
  const layout = layOutParameters(shape);
  const rows = BATCH * shape.context;
  const parameters = perLane(LANES, () => random.normals(layout.count, 0.5));
  const windows = perLane(LANES, () => ({
    batch: BATCH,
    inputs: random.wholes(rows, shape.vocabulary),
    targets: random.wholes(rows, shape.vocabulary),
  }));
  const model = makePoisonedModel(shape, parameters, windows);
  const gradients = bench.poisoned(LANES, layout.count);
  const set = new ParameterSet(layout, gradients.view);
  await bench.run(...forward(model), lossForward(model), lossBackward(model), ...backward(model, set));
  return { layout, parameters, windows, gradient: await bench.readFloats(gradients) };
}

/** Places of up to 16 numbers of a tensor, fresh in each run: one difference costs two passes of the whole model. */
function sample({ offset, count }: Tensor): number[] {
  const random = new Random();
  return Array.from(
    { length: Math.min(count, 16) },
    (_, i) => offset + (count <= 16 ? i : random.below(count)),
  );
}

test.each(SHAPES)('backward gives every tensor the gradient of the float64 model: $name', async (shape) => {
  const { layout, parameters, windows, gradient } = await computeGradient(shape);
  for (const tensor of layout.tensors) {
    const places = sample(tensor);
    const expected = perLane(LANES, (lane) =>
      finiteDifferences((at) => modelLoss(at, layout, shape, windows[lane]), parameters[lane], places),
    );
    const found = gradient.map((lane) => places.map((place) => lane[place]));
    expect(found, tensor.name).toBeNear(expected, 1e-4);
  }
});

test.each(SHAPES)(
  'backward writes every number of every tensor, and nothing between tensors: $name',
  async (shape) => {
    const { layout, gradient } = await computeGradient(shape);
    const inside = (i: number): boolean =>
      layout.tensors.some(({ offset, count }) => i >= offset && i < offset + count);
    for (const lane of gradient) {
      const written = [...lane.keys()].filter((i) => !Number.isNaN(lane[i]));
      expect(written, replay).toEqual([...lane.keys()].filter(inside));
    }
  },
);
