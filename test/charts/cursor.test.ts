import { expect, test } from 'vitest';
import {
  endOfTrack,
  foundPoint,
  nearestPoint,
  pointsOfRun,
  stepAlong,
  stepBetween,
} from '../../src/charts/cursor/find-point.ts';
import { namedRun, pressedRun } from '../../src/charts/cursor/named-run.ts';
import { decimated } from '../../src/charts/scene/path-data.ts';
import { scalingPlot } from '../../src/charts/plots/scaling-plot.ts';
import { spreadPlot } from '../../src/charts/plots/spread-plot.ts';
import { runStyle } from '../../src/charts/run-style.ts';

const SIZE = { width: 600, height: 400 };
const sizes = [1000, 4000, 16_000];
const dots = scalingPlot(
  {
    xLabel: 'Parameters N →',
    format: String,
    dots: sizes.map((x, i) => ({
      x,
      loss: 2 - 0.5 * i,
      style: runStyle(i, 3),
      fitted: true,
      label: `d ${i}`,
      run: `r${i}`,
    })),
    labels: sizes.map((x, i) => ({ x, loss: 2 - 0.5 * i, text: `d ${i}`, run: `r${i}` })),
    ends: [],
    rings: [],
    laws: [],
    range: [1000, 16_000],
    lossUnit: 'nats per character',
  },
  SIZE,
);
const curves = spreadPlot(
  {
    curves: [0, 1].map((i) => ({
      label: `d ${i}`,
      run: `r${i}`,
      style: runStyle(i, 2),
      points: Array.from({ length: 500 }, (_, step) => ({ step: step + 1, deviation: (i + 1) / (step + 1) })),
    })),
  },
  SIZE,
);

test('the cursor finds the point that is nearest, and says its name, its values and their units', () => {
  const { x, y } = dots.tracks[0]?.points[1]?.at ?? { x: NaN, y: NaN };
  const nearest = nearestPoint(dots, { x: x + 5, y: y - 7 });
  expect(nearest).toEqual({ track: 0, point: 1 });
  expect(nearest && foundPoint(dots, nearest)).toMatchObject({
    name: 'd 1',
    run: 'r1',
    words: ['Parameters N: 4,000', 'Validation loss (nats per character): 1.5'],
  });
});

test('keys walk along a series to both ends, and between series at about the same place', () => {
  const start = endOfTrack(dots, { track: 0, point: 1 }, 'first');
  expect(stepAlong(dots, start, -1)).toEqual(start);
  expect(stepAlong(dots, stepAlong(dots, start, 1), 1)).toEqual({ track: 0, point: 2 });
  const middle = { track: 0, point: 250 };
  expect(stepBetween(curves, middle, 1)).toEqual({ track: 1, point: 250 });
  expect(stepBetween(curves, { track: 1, point: 250 }, 1)).toEqual(middle);
  const next = stepAlong(curves, middle, 1);
  const [from, to] = [middle, next].map(({ point }) => curves.tracks[0]?.points[point]?.at.x ?? NaN);
  expect((to ?? NaN) - (from ?? NaN)).toBeGreaterThanOrEqual(3);
});

test('a run has its point at the same x on a chart of the same axis, and its last one on another', () => {
  expect(pointsOfRun(curves, 'r1', 100)).toEqual([{ track: 1, point: 99 }]);
  expect(pointsOfRun(curves, 'r1', null)).toEqual([{ track: 1, point: 499 }]);
  expect(pointsOfRun(dots, 'r2', null)).toEqual([{ track: 0, point: 2 }]);
  expect(pointsOfRun(dots, 'gone', null)).toEqual([]);
});

test('a press means the run whose name or point is there, and no run far from both', () => {
  const name = dots.marks.find((mark) => mark.kind === 'text' && mark.run === 'r1');
  const { x, y } = name?.kind === 'text' ? name : { x: NaN, y: NaN };
  expect(namedRun(dots, { x: x + 3, y })).toBe('r1');
  expect(pressedRun(dots, { x: x + 3, y })).toBe('r1');
  const at = dots.tracks[0]?.points[2]?.at ?? { x: NaN, y: NaN };
  expect(pressedRun(dots, { x: at.x + 4, y: at.y + 4 })).toBe('r2');
  expect(pressedRun(dots, { x: at.x - 60, y: at.y - 60 })).toBeNull();
});

test('a decimated line keeps the first, lowest, highest and last place of each pixel', () => {
  const places = Array.from({ length: 5000 }, (_, i) => ({ x: i / 50, y: Math.sin(i * i) }));
  const kept = decimated(places);
  expect(kept.length).toBeLessThanOrEqual(4 * 100);
  for (let column = 0; column < 100; column++) {
    const all = places.slice(50 * column, 50 * (column + 1)).map(({ y }) => y);
    const some = kept.filter(({ x }) => Math.floor(x) === column).map(({ y }) => y);
    expect([some[0], Math.min(...some), Math.max(...some), some.at(-1)]).toEqual([
      all[0],
      Math.min(...all),
      Math.max(...all),
      all.at(-1),
    ]);
  }
});
