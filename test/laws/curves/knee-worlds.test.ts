import { describe, expect, test } from 'vitest';
import { findKnee } from '../../../src/laws/curves/knee.ts';
import type { LossCurve } from '../../../src/laws/curves/smooth-curve.ts';
import { normals } from '../../../src/laws/stats/normals.ts';
import { FULL, inTier } from '../../harness/tier.ts';

/** Noise of log loss at every step: white, as batches make it, and a part that one step passes on to the next. */
interface Noise {
  name: string;
  white: number;
  drift: number;
  /** Correlation of the drift of neighbouring steps. */
  memory: number;
}

const BATCHES: Noise = { name: 'batches', white: 0.03, drift: 0, memory: 0 };
const MEAN_OF_LANES: Noise = { name: 'the mean of eight lanes', white: 0.01, drift: 0, memory: 0 };
const DRIFT: Noise = { name: 'drift over 10 steps', white: 0.01, drift: 0.015, memory: 0.9 };
const LONG_DRIFT: Noise = { name: 'drift over 50 steps', white: 0.01, drift: 0.01, memory: 0.98 };
const NOISES = [BATCHES, MEAN_OF_LANES, DRIFT, LONG_DRIFT];

function curveOf(lossAt: (step: number) => number, steps: number, noise: Noise, seed: number): LossCurve {
  const normal = normals(seed);
  const { white, drift, memory } = noise;
  let carried = drift * normal();
  const places = Array.from({ length: steps }, (_, i) => i + 1);
  const losses = places.map((step) => {
    carried = memory * carried + Math.sqrt(1 - memory ** 2) * drift * normal();
    return lossAt(step) * Math.exp(carried + white * normal());
  });
  return { steps: places, losses };
}

const SILENT: Noise = { name: 'none', white: 0, drift: 0, memory: 0 };
const FLOORED = (step: number) => 1.2 + 3 * step ** -0.35;

describe('a smooth curve has no knee', () => {
  const curves = {
    'a power law with a floor': FLOORED,
    'a power law': (step: number) => 4.5 * step ** -0.1,
    'a power law after a warm-up': (step: number) => 1.2 + 8 * (step + 40) ** -0.35,
    'a steep power law with a high floor': (step: number) => 2 + 2.5 * step ** -0.8,
    'a sum of two power laws': (step: number) => 2 * step ** -0.7 + 2.8 * step ** -0.08,
  };

  test.each(Object.entries(curves))('without noise: %s', (_, lossAt) => {
    for (const steps of [300, 1000, 4000])
      expect(findKnee(curveOf(lossAt, steps, SILENT, 1))).toHaveProperty('refused');
  });

  const worlds = Object.entries(curves)
    .flatMap(([name, lossAt]) =>
      NOISES.flatMap((noise) => [600, 4000].map((steps) => ({ name, lossAt, noise, steps }))),
    )
    .filter(({ lossAt, noise, steps }) => lossAt === FLOORED || (noise !== LONG_DRIFT && steps === 4000));
  const daily = worlds.filter(
    ({ lossAt, noise, steps }) => lossAt === FLOORED && noise !== LONG_DRIFT && steps === 4000,
  );
  const sweeps = FULL ? 100 : 20;
  const most = FULL ? 5 : 3;

  test.each(inTier(worlds, daily))(
    'with noise, but for 5 % of $name of $steps steps with noise of $noise.name',
    ({ lossAt, noise, steps }) => {
      const knees = Array.from({ length: sweeps }, (_, i) =>
        findKnee(curveOf(lossAt, steps, noise, 1000 + i)),
      ).filter((knee) => !('refused' in knee));
      expect(knees.length).toBeLessThanOrEqual(most);
    },
  );
});

/** Log loss falls by these powers of the step, which change at these steps. */
const broken = (slopes: readonly number[], knots: readonly number[]) => (step: number) =>
  4.5 *
  Math.exp(
    knots.reduce(
      (sum, knot, j) => sum + (slopes[j + 1] - slopes[j]) * Math.max(Math.log(step / knot), 0),
      slopes[0] * Math.log(step),
    ),
  );

describe('a real knee is found at its step', () => {
  const curves = [
    { name: 'a slope that breaks at 230', lossAt: broken([-0.3, -0.06], [230]), knee: 230, kind: 'bend' },
    { name: 'a slope that breaks at 100', lossAt: broken([-0.25, -0.05], [100]), knee: 100, kind: 'bend' },
    {
      name: 'a plateau to 60, a fall to 300',
      lossAt: broken([-0.01, -0.3, -0.06], [60, 300]),
      knee: 300,
      kind: 'bend',
    },
    {
      name: 'a plateau at the loss of the bigrams that ends at 200',
      lossAt: (step: number) => (step < 200 ? 2.36 : 1.2 + 1.16 * (step / 200) ** -0.8),
      knee: 200,
      kind: 'plateau',
    },
    {
      name: 'a fall to a plateau that ends at 500',
      lossAt: (step: number) => {
        const fallen = 2.36 + 2.1 * Math.exp(-step / 12);
        return step < 500 ? fallen : 1.3 + (fallen - 1.3) * (step / 500) ** -0.7;
      },
      knee: 500,
      kind: 'plateau',
    },
  ];
  const worlds = curves.flatMap((curve) =>
    [MEAN_OF_LANES, DRIFT, LONG_DRIFT].map((noise) => ({ ...curve, noise })),
  );
  const sweeps = FULL ? 50 : 10;

  test.each(
    inTier(
      worlds,
      worlds.filter(({ noise }) => noise === MEAN_OF_LANES),
    ),
  )('$name, with noise of $noise.name, in 85 % of sweeps at least', ({ lossAt, knee, kind, noise }) => {
    const found = Array.from({ length: sweeps }, (_, i) => findKnee(curveOf(lossAt, 3000, noise, 5000 + i)));
    const right = found.filter(
      (one) => !('refused' in one) && one.kind === kind && Math.abs(Math.log(one.step.value / knee)) < 0.3,
    );
    expect(right.length).toBeGreaterThanOrEqual(0.85 * sweeps);
  });
});
