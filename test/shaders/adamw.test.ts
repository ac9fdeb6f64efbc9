import { expect, test } from 'vitest';
import { adamw } from '../../src/engine/ops/adamw.ts';
import { advanceStep } from '../../src/engine/ops/step.ts';
import { laneTable } from '../../src/engine/run/optimizer-tables.ts';
import { scheduleTable } from '../../src/engine/run/schedule.ts';
import { gridOfOp, kernelBench, oneWorkgroup, perLane } from '../harness/shaders/kernel-bench.ts';
import { Random } from '../harness/shaders/random.ts';
import * as twin from './twins/adamw.ts';

const bench = await kernelBench();

const OPTIMIZER = { beta1: 0.9, beta2: 0.99, epsilon: 1e-8, clipNorm: 0, matrixRate: 1 };

/** Multiplier of the rate, and whether decayed, for each 64 numbers. */
const GROUPS = [
  [1, 0],
  [2.5, 1],
  [0, 0],
  [1, 1],
  [0.5, 0],
];

const COUNT = GROUPS.length * 64;

test.each([
  { lanes: 1, grid: oneWorkgroup, workgroups: 'one workgroup' },
  { lanes: 3, grid: gridOfOp, workgroups: 'the grid of the op' },
])(
  'five steps on $lanes lanes, each with its own rate and decay, equal their twins on $workgroups',
  async ({ lanes, grid }) => {
    const random = new Random();
    const shares = random.uniforms(5, 0.1, 1);
    const factors = random.uniforms(lanes, 0.1, 1);
    const settings = perLane(lanes, (lane) => ({
      initSeed: 0,
      orderSeed: random.below(1_000),
      learningRate: random.uniform(0.1, 0.3) * (lane + 1),
      weightDecay: random.uniform(0.1, 0.5) * lane,
    }));
    let expected: twin.Moving[] = perLane(lanes, () => ({
      weights: random.normals(COUNT),
      firstMoment: new Float64Array(COUNT),
      secondMoment: new Float64Array(COUNT),
    }));
    const parameters = bench.floats(expected.map(({ weights }) => weights));
    const firstMoment = bench.floats(expected.map((lane) => lane.firstMoment));
    const secondMoment = bench.floats(expected.map((lane) => lane.secondMoment));
    const state = bench.words([[0, ...new Uint32Array(new Float32Array(factors).buffer)]]);
    const fixed = {
      groups: bench.floats([GROUPS.flat()]).view,
      schedule: bench.floats([scheduleTable(shares, OPTIMIZER)]).view,
      lanes: bench.words([laneTable(settings)]).view,
      state: state.view,
      parameters: parameters.view,
      firstMoment: firstMoment.view,
      secondMoment: secondMoment.view,
    };
    for (let step = 0; step < shares.length; step++) {
      const gradient = perLane(lanes, () => random.normals(COUNT));
      const kernel = adamw(
        { ...fixed, gradient: bench.floats(gradient).view },
        { count: COUNT, lanes, ...OPTIMIZER },
      );
      await bench.run(grid(kernel), advanceStep(state.view));
      expected = expected.map((lane, index) => {
        const group = (i: number): number[] => GROUPS[Math.floor(i / 64)];
        const clipped = gradient[index].map((g) => g * factors[index]);
        return twin.adamw(lane, clipped, {
          ...OPTIMIZER,
          t: step + 1,
          rate: (i) => shares[step] * settings[index].learningRate * group(i)[0],
          decay: (i) => settings[index].weightDecay * group(i)[1],
        });
      });
    }
    expect(await bench.readFloats(parameters)).toBeNear(expected.map(({ weights }) => weights));
    expect(await bench.readFloats(firstMoment)).toBeNear(expected.map((lane) => lane.firstMoment));
    expect(await bench.readFloats(secondMoment)).toBeNear(expected.map((lane) => lane.secondMoment));
    const [words] = await bench.readWords(state);
    expect(words[0]).toBe(shares.length);
  },
);

test('gaps between tensors, which have no gradient, stay zero', async () => {
  const zeros = (): ReturnType<typeof bench.floats> => bench.floats([new Float64Array(64)]);
  const [gradient, parameters, firstMoment, secondMoment] = perLane(4, zeros);
  const buffers = {
    gradient: gradient.view,
    groups: bench.floats([[0, 0]]).view,
    schedule: bench.floats([scheduleTable([1], OPTIMIZER)]).view,
    lanes: bench.words([laneTable([{ initSeed: 0, orderSeed: 0, learningRate: 1, weightDecay: 1 }])]).view,
    state: bench.words([[0, 0x3f800000]]).view,
    parameters: parameters.view,
    firstMoment: firstMoment.view,
    secondMoment: secondMoment.view,
  };
  await bench.run(adamw(buffers, { count: 64, lanes: 1, ...OPTIMIZER }));
  for (const moved of [parameters, firstMoment, secondMoment]) {
    expect([...(await bench.readFloats(moved))[0]]).toEqual(Array.from({ length: 64 }, () => 0));
  }
});
