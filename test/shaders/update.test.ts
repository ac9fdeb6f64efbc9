import { expect, test } from 'vitest';
import { adamw } from '../../src/engine/ops/adamw.ts';
import { gradientNorm, gradientNormParts } from '../../src/engine/ops/gradient-norm.ts';
import { gradientSum, layOutPartials } from '../../src/engine/ops/gradient-sum.ts';
import { advanceStep } from '../../src/engine/ops/step.ts';
import { joinSettings, update } from '../../src/engine/ops/update.ts';
import { laneTable } from '../../src/engine/run/optimizer-tables.ts';
import { scheduleTable } from '../../src/engine/run/schedule.ts';
import { kernelBench, perLane, type LaneTensor } from '../harness/shaders/kernel-bench.ts';
import { Random, replay } from '../harness/shaders/random.ts';
import * as adamwTwin from './twins/adamw.ts';
import * as normTwin from './twins/gradient-norm.ts';

const bench = await kernelBench();

const OPTIMIZER = { beta1: 0.9, beta2: 0.99, epsilon: 1e-8, matrixRate: 1 };

/** Multiplier of the rate, and whether decayed, for each 64 numbers in turn. */
const GROUPS = [
  [1, 0],
  [2.5, 1],
  [0, 0],
  [1, 1],
  [0.5, 0],
];

const STEPS = 5;

const CASES = [
  { chunks: 1, lanes: 1, workgroupSize: 4, parts: 1, ring: 1, clipNorm: 0 },
  { chunks: 5, lanes: 3, workgroupSize: 4, parts: 9, ring: 3, clipNorm: 10 },
  { chunks: 37, lanes: 2, workgroupSize: 256, parts: 1, ring: 8, clipNorm: 1_000 },
  { chunks: 37, lanes: 2, workgroupSize: 256, parts: 3, ring: 4, clipNorm: 40 },
];

type Case = (typeof CASES)[number];

function draw({ chunks, lanes }: Case) {
  const random = new Random();
  const count = chunks * 64;
  return {
    count,
    shares: random.uniforms(STEPS, 0.1, 1),
    groups: Float32Array.from(Array.from({ length: chunks }, (_, i) => GROUPS[i % GROUPS.length]).flat()),
    settings: perLane(lanes, (lane) => ({
      initSeed: 0,
      orderSeed: random.below(1_000),
      learningRate: random.uniform(0.1, 0.3) * (lane + 1),
      weightDecay: random.uniform(0.1, 0.5) * lane,
    })),
    weights: perLane(lanes, () => random.normals(count)),
    gradients: perLane(STEPS, () => perLane(lanes, () => random.normals(count))),
  };
}

type Drawn = ReturnType<typeof draw>;

interface Trained {
  weights: ArrayLike<number>[];
  firstMoment: ArrayLike<number>[];
  secondMoment: ArrayLike<number>[];
  /** `[steps][R]`. */
  norms: number[][];
}

function ringNorms(written: ArrayLike<number>, lanes: number, steps: readonly number[]): number[][] {
  return steps.map((place) => perLane(lanes, (lane) => written[(place * lanes + lane) * 2 + 1]));
}

/** Steps whose norms are still in the ring. */
function heldSteps(ring: number): number[] {
  return Array.from({ length: STEPS }, (_, step) => step).slice(-ring);
}

function tables({ settings, groups, shares }: Drawn) {
  return {
    lanes: laneTable(settings),
    groups,
    schedule: scheduleTable(shares, { ...OPTIMIZER, clipNorm: 0 }),
  };
}

/** All steps are recorded in one pass, each with its gradient in one slice, so that no step waits for the CPU. */
async function fused(shape: Case, drawn: Drawn): Promise<Trained> {
  const { lanes, workgroupSize, parts, ring, clipNorm } = shape;
  const { count } = drawn;
  const [gradient, sums] = [count, parts].map((numbers) => bench.poisoned(lanes, numbers).view);
  const layout = layOutPartials([{ count, slices: 1 }]);
  const parameters = bench.floats(drawn.weights);
  const moments = bench.floats(perLane(2 * lanes, () => new Float64Array(count)));
  const state = bench.words([[0, 0]]);
  const places = bench.poisoned(1, ring * lanes * 2);
  const shared = { gradient, sums, state: state.view, ring: places.view };
  const fixed = {
    ...shared,
    places: bench.words([layout.places]).view,
    losses: bench.floats(perLane(lanes, () => new Float64Array(4))).view,
    settings: bench.words([joinSettings(tables(drawn))]).view,
    parameters: parameters.view,
    moments: moments.view,
  };
  const sizes = { count, lanes, ring };
  const grid = { workgroupSize, parts };
  const kernels = drawn.gradients.flatMap((partials) => [
    gradientSum(
      { ...fixed, partials: bench.floats(partials).view },
      { ...sizes, partialStride: count, rows: 4 },
      grid,
    ),
    update(fixed, { ...sizes, clipNorm, ...OPTIMIZER }, grid),
  ]);
  await bench.run(...kernels);
  expect([...(await bench.readWords(state))[0]]).toEqual([STEPS, STEPS]);
  const both = await bench.readFloats(moments);
  const [written] = await bench.readFloats(places);
  return {
    weights: await bench.readFloats(parameters),
    firstMoment: both.slice(0, lanes),
    secondMoment: both.slice(lanes),
    norms: ringNorms(
      written,
      lanes,
      heldSteps(ring).map((step) => step % ring),
    ),
  };
}

async function plain({ lanes, ring, clipNorm }: Case, drawn: Drawn): Promise<Trained> {
  const { count, weights, gradients } = drawn;
  const { lanes: laneWords, groups, schedule } = tables(drawn);
  const zeros = (): LaneTensor => bench.floats(weights.map(() => new Float64Array(count)));
  const [parameters, firstMoment, secondMoment] = [bench.floats(weights), zeros(), zeros()];
  const places = bench.poisoned(1, ring * lanes * 2);
  const state = bench.words([new Uint32Array(1 + lanes)]).view;
  const sums = bench.poisoned(lanes, gradientNormParts(count)).view;
  const fixed = {
    groups: bench.floats([groups]).view,
    schedule: bench.floats([schedule]).view,
    lanes: bench.words([laneWords]).view,
    state,
    parameters: parameters.view,
    firstMoment: firstMoment.view,
    secondMoment: secondMoment.view,
  };
  const kernels = gradients.flatMap((lane) => {
    const gradient = bench.floats(lane).view;
    return [
      ...gradientNorm({ gradient, sums, ring: places.view, state }, { count, lanes, ring, clipNorm }),
      adamw({ ...fixed, gradient }, { count, lanes, ...OPTIMIZER }),
      advanceStep(state),
    ];
  });
  await bench.run(...kernels);
  const [written] = await bench.readFloats(places);
  const held = heldSteps(ring).map((step) => step % ring);
  return {
    weights: await bench.readFloats(parameters),
    firstMoment: await bench.readFloats(firstMoment),
    secondMoment: await bench.readFloats(secondMoment),
    norms: ringNorms(written, lanes, held),
  };
}

function twin({ ring, clipNorm }: Case, { shares, groups, settings, weights, gradients }: Drawn): Trained {
  const lanes = settings.map(({ learningRate, weightDecay }, lane) => {
    let moving: adamwTwin.Moving = {
      weights: weights[lane],
      firstMoment: weights[lane].map(() => 0),
      secondMoment: weights[lane].map(() => 0),
    };
    const norms = gradients.map((of, step) => {
      const { norm, factor } = normTwin.gradientNorm(of[lane], clipNorm);
      const clipped = of[lane].map((g) => g * factor);
      moving = adamwTwin.adamw(moving, clipped, {
        ...OPTIMIZER,
        t: step + 1,
        rate: (i) => shares[step] * learningRate * groups[Math.floor(i / 64) * 2],
        decay: (i) => weightDecay * groups[Math.floor(i / 64) * 2 + 1],
      });
      return norm;
    });
    return { moving, norms };
  });
  return {
    weights: lanes.map(({ moving }) => moving.weights),
    firstMoment: lanes.map(({ moving }) => moving.firstMoment),
    secondMoment: lanes.map(({ moving }) => moving.secondMoment),
    norms: heldSteps(ring).map((step) => lanes.map(({ norms }) => norms[step])),
  };
}

test.each(CASES)(
  'five steps in one pass equal their twins and the plain kernels: $lanes lanes of $chunks · 64 numbers, $parts parts of $workgroupSize, a ring of $ring, clipped at $clipNorm',
  async (shape) => {
    const drawn = draw(shape);
    const trained = await fused(shape, drawn);
    for (const expected of [twin(shape, drawn), await plain(shape, drawn)]) {
      expect(trained.weights).toBeNear(expected.weights);
      expect(trained.firstMoment).toBeNear(expected.firstMoment);
      expect(trained.secondMoment).toBeNear(expected.secondMoment);
      expect(trained.norms).toBeNear(expected.norms);
    }
  },
);

test('a lane is updated to the same bits alone and beside other lanes', async () => {
  const shape = CASES[3];
  const drawn = draw(shape);
  const { weights } = await fused(shape, drawn);
  const alone = await fused(
    { ...shape, lanes: 1 },
    {
      ...drawn,
      settings: drawn.settings.slice(1),
      weights: drawn.weights.slice(1),
      gradients: drawn.gradients.map((lanes) => lanes.slice(1)),
    },
  );
  expect(alone.weights[0], replay).toEqual(weights[1]);
});
