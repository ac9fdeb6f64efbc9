import { expect, test } from 'vitest';
import { fitChinchillaLaw } from '../../../src/laws/joint/chinchilla-law.ts';
import { isRefusal } from '../../../src/laws/refusal.ts';
import type { RunPoint } from '../../../src/laws/regression/run-point.ts';
import { refuseBootstrap, bootstrapSampler } from '../../../src/laws/stats/bootstrap.ts';
import { normals } from '../../../src/laws/stats/normals.ts';
import { expectLaw } from '../../harness/laws/expect-law.ts';
import { BESIROGLU, chinchillaLoss, grid } from '../../harness/laws/simulated-grid.ts';

const RUNS = ['a', 'a', 'b', 'c', undefined, undefined, 'd'];
const SHAPES = ['narrow', 'narrow', 'narrow', 'wide', 'wide', 'wide', 'alone'];

test('a sample has each shape as often as there are runs of it, and points of a run together', () => {
  const draw = bootstrapSampler(RUNS, 3, SHAPES);
  const weights = new Float64Array(RUNS.length);
  const seen = new Set<string>();
  for (let sample = 0; sample < 2_000; sample++) {
    draw(weights);
    const [a1, a2, b, c, first, second, d] = weights;
    expect(a1).toBe(a2);
    expect(a1 + b).toBe(2);
    expect(c + first + second).toBeCloseTo(3, 12);
    expect(d).toBe(1);
    seen.add(weights.join());
  }
  // Of two runs one is drawn, of three two: there are two samples and six.
  expect(seen.size).toBe(2 * 6);
});

test('without shapes all runs are drawn among each other', () => {
  const draw = bootstrapSampler([undefined, undefined, undefined], 1);
  const weights = new Float64Array(3);
  const seen = new Set<string>();
  for (let sample = 0; sample < 100; sample++) {
    draw(weights);
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBe(3);
    seen.add(weights.join());
  }
  expect(seen.size).toBe(10);
});

test('runs that are each the only one of their shape are refused, and so is a run with two shapes', () => {
  const points = (shapes: string[]) => shapes.map((shape, i) => ({ run: RUNS[i] ?? '', shape }));
  expect(refuseBootstrap(points(['x', 'x', 'y']))).toEqual({
    refused: 'a bootstrap needs at least two runs of one shape: there is one of each',
  });
  expect(refuseBootstrap(points(['x', 'x', 'x']))).toBeNull();
  expect(refuseBootstrap(points(['x', 'y', 'y']))).toEqual({
    refused: 'every point of a run has one shape: a has x and y',
  });
});

test('seeds within shapes give their own interval, and one seed per shape is refused', () => {
  const normal = normals(5);
  const sizes = (): RunPoint[] =>
    grid(
      (n, d) => chinchillaLoss(BESIROGLU, n, d),
      [5, 4],
      () => 0.003 * normal(),
    );
  const twice = [1, 2].flatMap(() => sizes().map((point, i) => ({ ...point, shape: `${i}` })));
  const law = expectLaw(fitChinchillaLaw(twice, { replicates: 79, bootstrap: 'runs' }));
  expect(law.intervals.E.low).toBeLessThan(law.parameters.E);
  expect(law.intervals.E.high).toBeGreaterThan(law.parameters.E);
  const once = fitChinchillaLaw(twice.slice(0, twice.length / 2), { replicates: 79, bootstrap: 'runs' });
  expect(isRefusal(once) && once.refused).toBe(
    'a bootstrap needs at least two runs of one shape: there is one of each',
  );
});
