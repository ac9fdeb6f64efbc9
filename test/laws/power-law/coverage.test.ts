import { expect, test } from 'vitest';
import { fitScalingLaw } from '../../../src/laws/power-law/scaling-law.ts';
import type { ScalingLawOptions } from '../../../src/laws/power-law/scaling-law.ts';
import type { Interval } from '../../../src/laws/stats/interval.ts';
import { normals } from '../../../src/laws/stats/normals.ts';
import { expectLaw } from '../../harness/laws/expect-law.ts';
import { FLOORED, PURE, sweep, sweepSizes, trueLoss } from '../../harness/laws/simulated-sweep.ts';
import type { Truth } from '../../harness/laws/simulated-sweep.ts';
import { strays } from '../../harness/laws/strays.ts';
import { fullTest } from '../../harness/tier.ts';

interface Study {
  truth: Truth;
  sizes: number[];
  /** Standard deviation of log loss over seeds. */
  deviation: number;
  options: ScalingLawOptions;
}

const SWEEPS = 1000;
/** Quantiles at rank (79 + 1)·0.025 = 2: coverage does not depend on the number, only the width of intervals does. */
const REPLICATES = 79;

/** How many of the simulated sweeps have 95 % intervals that cover the truth. */
function coverage({ truth, sizes, deviation, options }: Study) {
  const normal = normals(2024);
  const noise = () => deviation * normal();
  const held = { exponent: 0, inside: 0, beyond: 0, nextRun: 0 };
  const inside = Math.sqrt(sizes[0] * sizes[sizes.length - 1]) * 1.2;
  const beyond = 4 * sizes[sizes.length - 1];
  for (let i = 0; i < SWEEPS; i++) {
    const points = sweep(truth, sizes, noise);
    const fit = expectLaw(fitScalingLaw(points, { replicates: REPLICATES, seed: 7919 * i, ...options }));
    held.exponent += holds(fit.intervals.exponent, truth.exponent);
    held.inside += holds(fit.band(inside), trueLoss(truth, inside));
    held.beyond += holds(fit.band(beyond), trueLoss(truth, beyond));
    held.nextRun += holds(fit.ring(beyond), trueLoss(truth, beyond) * Math.exp(noise()));
  }
  return held;
}

function holds({ low, high }: Interval, value: number): number {
  return low <= value && value <= high ? 1 : 0;
}

fullTest('a pure law of eight runs is covered 93 to 97 %', () => {
  const held = coverage({ truth: PURE, sizes: sweepSizes(8), deviation: 0.007, options: { floor: 'never' } });
  expect(strays(held, SWEEPS)).toEqual([]);
});

test('a pure law of five runs is covered 93 to 97 % with all options at their defaults', () => {
  const held = coverage({ truth: PURE, sizes: sweepSizes(5), deviation: 0.01, options: {} });
  expect(strays(held, SWEEPS)).toEqual([]);
});

fullTest(
  'a law whose form AICc chose is covered 93 to 97 %, though AICc chooses a floor for two in a hundred sweeps without one',
  () => {
    const held = coverage({ truth: PURE, sizes: sweepSizes(8), deviation: 0.007, options: {} });
    expect(strays(held, SWEEPS)).toEqual([]);
  },
);

fullTest('a pure law of two seeds per width is covered 93 to 97 %', () => {
  const sizes = sweepSizes(4).flatMap((size) => [size, size]);
  const held = coverage({ truth: PURE, sizes, deviation: 0.01, options: { floor: 'never' } });
  expect(strays(held, SWEEPS)).toEqual([]);
});

test('a pure law by least squares is covered 93 to 97 %', () => {
  const options = { floor: 'never', criterion: 'squares' } as const;
  const held = coverage({ truth: PURE, sizes: sweepSizes(6), deviation: 0.005, options });
  expect(strays(held, SWEEPS)).toEqual([]);
});

test.each([5, 7])(
  'a law with a floor, forced on %i runs, is covered 93 to 97 % by least squares',
  (count) => {
    const options = { floor: 'always', criterion: 'squares' } as const;
    const held = coverage({ truth: FLOORED, sizes: sweepSizes(count), deviation: 0.01, options });
    expect(strays(held, SWEEPS)).toEqual([]);
  },
);

fullTest("a law with a floor, forced on eight runs, is covered 93 to 97 % by Huber's loss", () => {
  const held = coverage({
    truth: FLOORED,
    sizes: sweepSizes(8),
    deviation: 0.007,
    options: { floor: 'always' },
  });
  expect(strays(held, SWEEPS)).toEqual([]);
});

fullTest('a pure law with a floor forced on it is covered 93 to 97 %', () => {
  const options = { floor: 'always', criterion: 'squares' } as const;
  const held = coverage({ truth: PURE, sizes: sweepSizes(8), deviation: 0.007, options });
  expect(strays(held, SWEEPS)).toEqual([]);
});
