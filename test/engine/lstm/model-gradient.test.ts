import { expect, test } from 'vitest';
import { countBackward, countForward } from '../../../src/engine/lstm/activations.ts';
import { layOutParameters } from '../../../src/engine/lstm/parameters.ts';
import { backward, forward } from '../../../src/engine/lstm/plain-step.ts';
import { allocateActivations } from '../../../src/engine/run/allocate-activations.ts';
import { ParameterSet } from '../../../src/engine/run/parameter-set.ts';
import { lossBackward, lossForward } from '../../../src/engine/step/plain-step.ts';
import type { LstmShape } from '../../../src/engine/trainer.ts';
import { kernelBench, perLane } from '../../harness/shaders/kernel-bench.ts';
import { Random, replay } from '../../harness/shaders/random.ts';
import { finiteDifferences } from '../../harness/shaders/to-be-gradient-of.ts';
import { lstmLoss } from '../../shaders/twins/lstm-model.ts';

const bench = await kernelBench();

const LANES = 3;
const BATCH = 2;

const SHAPES: LstmShape[] = [
  { kind: 'lstm', vocabulary: 7, context: 5, width: 9, layers: 2 },
  { kind: 'lstm', vocabulary: 8, context: 6, width: 12, layers: 1 },
];

/** Random lanes, and the gradient that a pass with poisoned activations writes into a poisoned buffer. */
async function computeGradient(shape: LstmShape) {
  const random = new Random();
  const layout = layOutParameters(shape);
  const rows = BATCH * shape.context;
  const parameters = perLane(LANES, () => random.normals(layout.count, 0.5));
  const windows = perLane(LANES, () => ({
    batch: BATCH,
    inputs: random.wholes(rows, shape.vocabulary),
    targets: random.wholes(rows, shape.vocabulary),
  }));
  const counts = [countForward(shape, BATCH), countBackward(shape, BATCH)];
  const activation = allocateActivations(bench.gpu.memory, counts, LANES);
  const upload = (name: string, data: BufferSource & ArrayLike<number>): void =>
    bench.gpu.device.queue.writeBuffer(activation(name).buffer, 0, data);
  for (const [name, count] of counts.flatMap((part) => [...part]))
    upload(name, new Float32Array(count * LANES).fill(NaN));
  upload('inputs', Uint32Array.from(windows.flatMap(({ inputs }) => inputs)));
  upload('targets', Uint32Array.from(windows.flatMap(({ targets }) => targets)));
  const set = new ParameterSet(layout, bench.floats(parameters).view);
  const model = { shape, batch: BATCH, lanes: LANES, parameters: set, activation };
  const gradients = bench.poisoned(LANES, layout.count);
  await bench.run(
    ...forward(model),
    lossForward(model),
    lossBackward(model),
    ...backward(model, new ParameterSet(layout, gradients.view)),
  );
  return { layout, parameters, windows, gradient: await bench.readFloats(gradients) };
}

test.each(SHAPES)(
  'backward gives every tensor the gradient of the float64 model, and writes nothing else: $layers of $width units',
  async (shape) => {
    const { layout, parameters, windows, gradient } = await computeGradient(shape);
    const random = new Random();
    for (const { name, offset, count } of layout.tensors) {
      const places = Array.from({ length: 16 }, () => offset + random.below(count));
      const expected = perLane(LANES, (lane) =>
        finiteDifferences((at) => lstmLoss(at, layout, shape, windows[lane]), parameters[lane], places),
      );
      const found = gradient.map((lane) => places.map((place) => lane[place]));
      expect(found, name).toBeNear(expected, 1e-4);
    }
    const inside = (i: number): boolean =>
      layout.tensors.some(({ offset, count }) => i >= offset && i < offset + count);
    for (const lane of gradient) {
      const written = [...lane.keys()].filter((i) => !Number.isNaN(lane[i]));
      expect(written, replay).toEqual([...lane.keys()].filter(inside));
    }
  },
);
