import { describe, expect, test } from 'vitest';
import { countParameters, trainingFlops } from '../../../src/laws/counting/count-parameters.ts';
import type { CountedShape } from '../../../src/laws/counting/count-parameters.ts';
import { fitScalingLaw } from '../../../src/laws/power-law/scaling-law.ts';
import { normals } from '../../../src/laws/stats/normals.ts';
import { studentQuantile } from '../../../src/laws/stats/student.ts';
import { ExponentDesign } from '../../../src/laws/sweep-design/exponent-design.ts';
import { DEFAULT_RECIPE_PRIOR, proposeSweep } from '../../../src/laws/sweep-design/propose-sweep.ts';
import type { SweepProposal } from '../../../src/laws/sweep-design/propose-sweep.ts';
import type { SweepCandidate } from '../../../src/laws/sweep-design/sweep-candidate.ts';
import { expectLaw } from '../../harness/laws/expect-law.ts';
import { FLOORED, PURE, sweep, sweepSizes } from '../../harness/laws/simulated-sweep.ts';

const WIDTHS = [8, 12, 16, 24, 32, 40, 48, 64, 80, 96, 128, 192];
const CANDIDATES = sweepCandidates(
  WIDTHS.map((width) => ({
    vocabulary: 96,
    context: 128,
    width,
    layers: 2,
    heads: width / 8,
    feedForward: 4 * width,
    positions: 'rotary',
    tiedHead: false,
  })),
  [512_000, 1_024_000, 2_048_000, 4_096_000, 8_192_000],
);
const PURE_PRIOR = { floor: 0, scale: PURE.scale, exponent: PURE.exponent, noise: 0.01 };

function propose(flops: number, options = {}): SweepProposal {
  return expectLaw(proposeSweep(CANDIDATES, { flops }, options));
}

const halfOf = ({ exponent }: Pick<SweepProposal, 'exponent'>) => (exponent.high - exponent.low) / 2;

/** N of every model, seeds among them. */
function sizesOf({ shapes }: SweepProposal): number[] {
  return shapes.flatMap(({ parameters, seeds }) => Array.from({ length: seeds }, () => parameters));
}

describe('the error of the exponent', () => {
  test('of a pure law equals the error of the slope of a straight line', () => {
    const logs = sweepSizes(6).map(Math.log);
    const mean = logs.reduce((sum, log) => sum + log, 0) / 6;
    const squares = logs.reduce((sum, log) => sum + (log - mean) ** 2, 0);
    const design = new ExponentDesign(sweepSizes(6), PURE_PRIOR);
    expect(design.error()).toBeCloseTo(0.01 / Math.sqrt(squares), 12);
  });

  test.each([
    ['without a floor', PURE_PRIOR],
    ['with a floor', DEFAULT_RECIPE_PRIOR],
  ])('%s is the same if runs are added one by one or all at once', (_, prior) => {
    const [first, second] = [20_000, 90_000];
    const design = new ExponentDesign(sweepSizes(8), prior);
    const foretold = design.errorWith(first);
    design.add(first);
    expect(design.error()).toBeCloseTo(foretold, 12);
    design.add(second);
    const atOnce = new ExponentDesign([...sweepSizes(8), first, second], prior);
    expect(design.error() / atOnce.error()).toBeCloseTo(1, 9);
  });

  test('counting N in other units changes nothing', () => {
    const [ones, thousands] = [1, 1000].map((unit) =>
      new ExponentDesign(
        sweepSizes(8).map((size) => size / unit),
        { ...DEFAULT_RECIPE_PRIOR, scale: DEFAULT_RECIPE_PRIOR.scale / unit },
      ).error(),
    );
    expect(thousands / ones).toBeCloseTo(1, 6);
  });

  test('duplicate runs divide it by the square root of 2', () => {
    const sizes = sweepSizes(8);
    const [once, twice] = [sizes, [...sizes, ...sizes]].map((all) =>
      new ExponentDesign(all, PURE_PRIOR).error(),
    );
    expect(once / twice).toBeCloseTo(Math.SQRT2, 9);
  });

  test.each([
    ['without a floor', PURE, { ...PURE_PRIOR, noise: 0.005 }, 'never'],
    ['with a floor', FLOORED, { ...FLOORED, noise: 0.005 }, 'always'],
  ] as const)('%s is the spread of fitted exponents over 400 simulated sweeps', (_, truth, prior, floor) => {
    const normal = normals(3);
    const found = Array.from({ length: 400 }, () => {
      const points = sweep(truth, sweepSizes(8), () => 0.005 * normal());
      return expectLaw(fitScalingLaw(points, { floor, criterion: 'squares', replicates: 39 })).law.exponent;
    });
    const squares = found.reduce((sum, exponent) => sum + (exponent - truth.exponent) ** 2, 0);
    const error = new ExponentDesign(sweepSizes(8), prior).error();
    expect(Math.abs(Math.sqrt(squares / 400) / error - 1)).toBeLessThan(0.12);
  });
});

test('a proposal stays within its budget, lists the cheapest runs first, and has at least 8 widths of one D', () => {
  for (const flops of [5e12, 1e13, 3e13, 1e14]) {
    const { shapes, tokens, flops: cost, seconds } = propose(flops);
    expect(cost).toBeLessThanOrEqual(flops);
    expect(shapes.reduce((sum, shape) => sum + shape.seeds * shape.flops, 0) / cost).toBeCloseTo(1, 12);
    expect(shapes.map((shape) => shape.flops)).toEqual(
      shapes.map((shape) => shape.flops).toSorted((a, b) => a - b),
    );
    expect(shapes.length).toBeGreaterThanOrEqual(8);
    expect(new Set(shapes.map((shape) => shape.tokens))).toEqual(new Set([tokens]));
    expect(Math.max(...shapes.map((shape) => shape.parameters)) * 18).toBeLessThanOrEqual(tokens);
    expect(seconds).toBeNull();
  }
});

test("a proposal's interval is Student's interval for its runs", () => {
  const proposal = propose(1e13);
  const sizes = sizesOf(proposal);
  const error = new ExponentDesign(sizes, DEFAULT_RECIPE_PRIOR).error();
  expect(halfOf(proposal) / (studentQuantile(0.975, sizes.length - 3) * error)).toBeCloseTo(1, 9);
  expect(proposal.exponent.value).toBe(0.44);
});

test('a larger budget gives a narrower interval', () => {
  const halves = [5e12, 1e13, 3e13, 1e14].map((flops) => halfOf(propose(flops)));
  expect(halves).toEqual(halves.toSorted((a, b) => b - a));
});

test('seconds at a measured speed equal a budget in FLOPs', () => {
  const timed = expectLaw(proposeSweep(CANDIDATES, { seconds: 100, flopsPerSecond: 1e11 }));
  expect(timed.shapes).toEqual(propose(1e13).shapes);
  expect(timed.seconds).toBeCloseTo(timed.flops / 1e11, 9);
});

test('the order of the candidates changes nothing', () => {
  expect(expectLaw(proposeSweep(CANDIDATES.toReversed(), { flops: 1e13 }))).toEqual(propose(1e13));
});

test('half the noise halves the interval and changes no run', () => {
  const [loud, quiet] = [0.01, 0.005].map((noise) =>
    propose(1e13, { prior: { ...DEFAULT_RECIPE_PRIOR, noise } }),
  );
  expect(quiet.shapes).toEqual(loud.shapes);
  expect(halfOf(loud) / halfOf(quiet)).toBeCloseTo(2, 9);
});

test('no swap of one seed for another within the budget narrows the interval by more than 5 %', () => {
  const proposal = propose(1e13);
  const sizes = sizesOf(proposal);
  const costs = new Map(proposal.shapes.map(({ parameters, flops }) => [parameters, flops]));
  const least = 0.95 * new ExponentDesign(sizes, DEFAULT_RECIPE_PRIOR).error();
  for (const out of proposal.shapes.filter(({ seeds }) => seeds > 1))
    for (const [size, cost] of costs) {
      if (proposal.flops - out.flops + cost > 1e13) continue;
      const swapped = sizes.toSpliced(sizes.indexOf(out.parameters), 1, size);
      expect(new ExponentDesign(swapped, DEFAULT_RECIPE_PRIOR).error()).toBeGreaterThan(least);
    }
});

test('the further run narrows the interval most per FLOP of all candidates of that D, further seeds among them', () => {
  const proposal = propose(1e13, { mostSeeds: 3 });
  const sizes = sizesOf(proposal);
  const halfWith = (size: number) =>
    studentQuantile(0.975, sizes.length - 2) *
    new ExponentDesign([...sizes, size], DEFAULT_RECIPE_PRIOR).error();
  const gains = CANDIDATES.filter(
    ({ tokens, parameters }) => tokens === proposal.tokens && tokens >= 18 * parameters,
  ).map((candidate) => ({
    width: candidate.width,
    gain: (halfOf(proposal) - halfWith(candidate.parameters)) / candidate.flops,
  }));
  const best = gains.reduce((most, other) => (other.gain > most.gain ? other : most));
  expect(proposal.next?.width).toBe(best.width);
  expect(proposal.next && halfOf(proposal.next) / halfWith(proposal.next.parameters)).toBeCloseTo(1, 9);
});

test('a law without a floor needs only 4 widths', () => {
  const { shapes } = propose(2e11, { prior: PURE_PRIOR });
  expect(shapes.length).toBeGreaterThanOrEqual(4);
  expect(shapes.length).toBeLessThan(8);
});

test.each<[string | RegExp, readonly SweepCandidate[], number, object]>([
  [/^a sweep of 8 widths costs at least .* FLOPs: the budget is 1 × 10⁹$/, CANDIDATES, 1e9, {}],
  ['a sweep needs at least 8 widths with 18 tokens a parameter: 2', CANDIDATES.slice(0, 2), 1e15, {}],
  ['a sweep needs at least 8 widths with 18 tokens a parameter: 0', [], 1e15, {}],
  ['every budget must be positive and finite: 0', CANDIDATES, 0, {}],
  [
    'every assumed noise must be positive and finite: 0',
    CANDIDATES,
    1e13,
    { prior: { ...PURE_PRIOR, noise: 0 } },
  ],
  ['the assumed floor must be 0 or more: -1', CANDIDATES, 1e13, { prior: { ...PURE_PRIOR, floor: -1 } }],
  ['the least number of widths must be an integer of at least 4: 3', CANDIDATES, 1e13, { leastWidths: 3 }],
  ['the most seeds must be an integer of at least 1: 0', CANDIDATES, 1e13, { mostSeeds: 0 }],
  [
    'every N must be a candidate once for each D: 1536 at 512000 tokens',
    [...CANDIDATES, CANDIDATES[0]],
    1e13,
    {},
  ],
])('refuses: %s', (refused, candidates, flops, options) => {
  expect(proposeSweep(candidates, { flops }, options)).toEqual({
    refused: expect.stringMatching(refused) as string,
  });
});

/** Every shape at every number of tokens, with its cost by the exact count. */
function sweepCandidates(shapes: readonly CountedShape[], tokens: readonly number[]): SweepCandidate[] {
  return tokens.flatMap((count) =>
    shapes.map((shape) => ({
      width: shape.width,
      parameters: countParameters(shape).nonEmbedding,
      tokens: count,
      flops: trainingFlops(shape, count),
    })),
  );
}
