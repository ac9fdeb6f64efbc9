import { expect, test } from 'vitest';
import { GadreForm } from '../../../src/laws/joint/gadre-law.ts';
import { fitGadreLaw } from '../../../src/laws/joint/gadre-law.ts';
import type { RunPoint } from '../../../src/laws/regression/run-point.ts';
import { normals } from '../../../src/laws/stats/normals.ts';
import { derivativeError } from '../../harness/laws/derivative-error.ts';
import { expectLaw } from '../../harness/laws/expect-law.ts';
import { grid } from '../../harness/laws/simulated-grid.ts';
import { strays } from '../../harness/laws/strays.ts';
import { fullTest } from '../../harness/tier.ts';

const LAW = { E: 1.84, a: 166, b: 367, h: 0.273 };

function gadreLoss(parameters: number, tokens: number): number {
  const { E, a, b, h } = LAW;
  return E + a * parameters ** -h + b * 6 ** (-h / 2) * tokens ** -h;
}

/** Models on RedPajama, by their loss on C4: github.com/mlfoundations/scaling (MIT). */
const REDPAJAMA: RunPoint[] = [
  [10569312, 211386240, 5.3870209],
  [10569312, 3382179840, 4.5722926],
  [78914048, 1578280960, 3.899943],
  [153677376, 3073547520, 3.5311474],
  [411616256, 8232325120, 3.1497695],
].map(([parameters, tokens, loss]) => ({ parameters, tokens, loss }));

test.each([
  ['1.4 billion parameters, 640 tokens each', 1439795200, 921468928000, 2.5020536, 0.7103],
  ['6.9 billion parameters, 20 tokens each', 6889410560, 137788211200, 2.4249931, 0.732],
])('five small models on RedPajama predict %s with the published error', (_, N, D, loss, percent) => {
  const law = expectLaw(fitGadreLaw(REDPAJAMA, { criterion: 'plain-squares', replicates: 79 }));
  const run = { parameters: N, tokens: D };
  expect(100 * Math.abs(law.predict(run) / loss - 1)).toBeCloseTo(percent, 3);
  const { low, high } = law.ring(run);
  expect(low).toBeLessThan(loss);
  expect(high).toBeGreaterThan(loss);
});

test.each(['huber', 'squares', 'plain-squares'] as const)(
  'noiseless runs give back the law, by %s',
  (criterion) => {
    const { parameters, formula } = expectLaw(
      fitGadreLaw(grid(gadreLoss, [4, 2]), { criterion, replicates: 39 }),
    );
    for (const name of ['E', 'a', 'b', 'h'] as const)
      expect(Math.abs(parameters[name] / LAW[name] - 1)).toBeLessThan(1e-6);
    expect(formula).toBe('L(N, M) = 1.84 + 166 · N^-0.273 + 367 · 6^(-0.273/2) · (M·N)^-0.273');
  },
);

test('the summed squares of plain losses have no lower minimum nearby', () => {
  const normal = normals(3);
  const runs = grid(gadreLoss, [4, 3], () => 0.02 * normal());
  const law = expectLaw(fitGadreLaw(runs, { criterion: 'plain-squares', replicates: 39 }));
  const objectiveOf = ({ E, a, b, h }: typeof LAW) =>
    runs.reduce((sum, { parameters: N, tokens: D, loss }) => {
      const miss = loss - (E + a * N ** -h + b * 6 ** (-h / 2) * D ** -h);
      return sum + (miss * miss) / 2;
    }, 0);
  expect(objectiveOf(law.parameters) / law.objective).toBeCloseTo(1, 9);
  for (let trial = 0; trial < 300; trial++) {
    const { E, a, b, h } = law.parameters;
    const reach = 10 ** -(2 + (trial % 4));
    const bent = h * (1 + reach * normal());
    const moved = { E: E * (1 + reach * normal()), a: a * Math.exp((bent - h) * 18), b, h: bent };
    expect(objectiveOf(moved)).toBeGreaterThanOrEqual(law.objective * (1 - 1e-9));
  }
});

test('gradient and Hessian equal finite differences', () => {
  const points = grid(gadreLoss, [3, 3]);
  expect(derivativeError(new GadreForm(points), points, [-0.2, 0.1, 0.5, 0.3])).toBeLessThan(1e-7);
});

fullTest(
  '95 % intervals of ten runs by squares of plain losses cover the truth 93 to 97 % of 1,000 times',
  () => {
    const normal = normals(41);
    const held = { h: 0, E: 0, band: 0, ring: 0 };
    const far = { parameters: 3e10, tokens: 1e12 };
    const truth = gadreLoss(far.parameters, far.tokens);
    const noise = () => 0.02 * normal();
    for (let i = 0; i < 1000; i++) {
      const runs = grid((N, D) => gadreLoss(N, D) + noise(), [5, 2]);
      const law = expectLaw(
        fitGadreLaw(runs, { replicates: 39, seed: 7919 * i, criterion: 'plain-squares' }),
      );
      const [band, ring, next] = [law.band(far), law.ring(far), truth + noise()];
      held.h += Number(law.intervals.h.low <= LAW.h && LAW.h <= law.intervals.h.high);
      held.E += Number(law.intervals.E.low <= LAW.E && LAW.E <= law.intervals.E.high);
      held.band += Number(band.low <= truth && truth <= band.high);
      held.ring += Number(ring.low <= next && next <= ring.high);
    }
    expect(strays(held, 1000)).toEqual([]);
  },
);

test('refuses runs that do not determine it', () => {
  const refusal = (runs: readonly RunPoint[]) => fitGadreLaw(runs);
  expect(refusal(REDPAJAMA.slice(1))).toEqual({ refused: "Gadre's law needs at least 5 runs: 4" });
  expect(refusal([])).toEqual({ refused: "Gadre's law needs at least 5 runs: 0" });
  expect(refusal(REDPAJAMA.map((run) => ({ ...run, tokens: 20 * run.parameters })))).toEqual({
    refused: "Gadre's law needs runs in which D is not always the same power of N",
  });
  expect(refusal(REDPAJAMA.map((run) => ({ ...run, loss: -1 })))).toEqual({
    refused: 'every loss must be positive and finite: -1',
  });
  expect(refusal(grid((N) => N ** 0.1, [4, 3]))).toMatchObject({
    refused: expect.stringContaining('the loss does not fall as N grows') as string,
  });
});
