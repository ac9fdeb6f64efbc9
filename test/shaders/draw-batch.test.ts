import { expect, test } from 'vitest';
import { drawBatch } from '../../src/engine/ops/draw-batch.ts';
import { feistelHalfBits, type DrawShape } from '../../src/engine/ops/window-order.ts';
import { advanceStep } from '../../src/engine/ops/step.ts';
import { laneTable } from '../../src/engine/run/optimizer-tables.ts';
import { packTokens } from '../../src/engine/run/pack-tokens.ts';
import { windowAt } from './twins/window-order.ts';
import { kernelBench, type LaneTensor } from '../harness/shaders/kernel-bench.ts';
import { Random, replay } from '../harness/shaders/random.ts';
import * as twin from './twins/draw-batch.ts';

const bench = await kernelBench();

interface Drawer {
  draw(): Promise<{ inputs: number[][]; targets: number[][] }>;
}

/** Draws one batch after another, the first one at `step`. */
function drawer(
  drawing: Pick<twin.Drawing, 'tokens' | 'starts'> & { orderSeeds: readonly number[]; step: number },
  shape: Omit<DrawShape, 'windows' | 'lanes'>,
): Drawer {
  const { tokens, starts, orderSeeds, step } = drawing;
  const lanes = orderSeeds.map((orderSeed) => ({ initSeed: 0, orderSeed, learningRate: 1, weightDecay: 0 }));
  const text = shape.tokenBits === 8 ? Uint8Array.from(tokens) : Uint16Array.from(tokens);
  const [inputs, targets] = [0, 1].map(() => bench.poisoned(lanes.length, shape.batch * shape.context));
  const state = bench.words([[step]]).view;
  const kernel = drawBatch(
    {
      corpus: bench.words([packTokens(text)]).view,
      starts: bench.words([starts]).view,
      lanes: bench.words([laneTable(lanes)]).view,
      state,
      inputs: inputs.view,
      targets: targets.view,
    },
    { ...shape, windows: starts.length, lanes: lanes.length },
  );
  const read = async (tensor: LaneTensor): Promise<number[][]> =>
    (await bench.readWords(tensor)).map((lane) => Array.from(lane));
  return {
    async draw() {
      await bench.run(kernel, advanceStep(state));
      return { inputs: await read(inputs), targets: await read(targets) };
    },
  };
}

const CASES = [
  { windows: 1, batch: 1, context: 1, lanes: 1, step: 0 },
  { windows: 7, batch: 3, context: 7, lanes: 3, step: 1 },
  { windows: 65, batch: 5, context: 65, lanes: 1, step: 11 },
  { windows: 130, batch: 7, context: 130, lanes: 3, step: 17 },
];

const VARIANTS = ([8, 16] as const).flatMap((tokenBits) =>
  [true, false].flatMap((shuffled) => CASES.map((sizes) => ({ ...sizes, tokenBits, shuffled }))),
);

test.each(VARIANTS)(
  'draw equals its twin over three steps and an end of an epoch: $tokenBits bits, shuffled $shuffled, $lanes lanes, $windows windows of $context',
  async ({ windows, batch, context, lanes, step, tokenBits, shuffled }) => {
    const random = new Random();
    const tokens = random.wholes(3 * windows + context + 1, 2 ** tokenBits);
    const starts = Array.from({ length: windows }, (_, window) => 3 * window + random.below(3));
    const orderSeeds = random.wholes(lanes, 2 ** 24);
    const { draw } = drawer({ tokens, starts, orderSeeds, step }, { batch, context, tokenBits, shuffled });
    for (let now = step; now < step + 3; now++) {
      const expected = orderSeeds.map((orderSeed) =>
        twin.drawBatch({ tokens, starts, context, batch, ...(shuffled && { orderSeed }) }, now),
      );
      const { inputs, targets } = await draw();
      expect(inputs, replay).toEqual(expected.map((lane) => lane.inputs));
      expect(targets, replay).toEqual(expected.map((lane) => lane.targets));
    }
  },
);

test('each epoch draws every window exactly once, in an order that depends on lane and epoch', async () => {
  const [windows, batch] = [65, 13];
  const starts = Array.from({ length: windows }, (_, window) => window);
  const tokens = [...starts, windows];
  const [first, second] = new Random().wholes(2, 2 ** 24);
  const { draw } = drawer(
    { tokens, starts, orderSeeds: [first, second], step: 0 },
    { batch, context: 1, tokenBits: 16, shuffled: true },
  );
  const orders = [];
  for (let epoch = 0; epoch < 2; epoch++) {
    const drawn: number[][] = [[], []];
    for (let step = 0; step < windows / batch; step++) {
      (await draw()).inputs.forEach((lane, index) => drawn[index].push(...lane));
    }
    const sorted = drawn.map((order) => order.toSorted((a, b) => a - b));
    expect(sorted, replay).toEqual([starts, starts]);
    orders.push(...drawn);
  }
  expect(new Set([starts, ...orders].map(String)).size, replay).toBe(5);
});

test.each([1, 2, 3, 4, 5, 7, 16, 17, 65, 130, 1000, 4097])(
  'the order of %i windows is a permutation in every epoch',
  (windows) => {
    const orderSeed = new Random().below(2 ** 24);
    for (let epoch = 0; epoch < 3; epoch++) {
      const order = Array.from({ length: windows }, (_, i) =>
        windowAt(orderSeed, epoch * windows + i, windows),
      );
      expect(new Set(order).size, replay).toBe(windows);
      expect(Math.max(...order), replay).toBe(windows - 1);
    }
  },
);

test('the Feistel network has at least one and at most four places per window', () => {
  for (let power = 1; power <= 4 ** 14; power *= 4) {
    for (const windows of [power, power + 1, 2 * power, 4 * power - 1]) {
      const places = 4 ** feistelHalfBits(windows);
      expect(places).toBeGreaterThanOrEqual(windows);
      expect(places).toBeLessThanOrEqual(4 * windows);
    }
  }
});
