import { expect, test } from 'vitest';
import { namePlaces, type LineEnd } from '../../src/charts/end-labels.ts';
import { runStyle } from '../../src/charts/run-style.ts';

const HEIGHT = 230;
const space = {
  size: { width: 300, height: 300 },
  box: { left: 0, top: 0, right: 240, bottom: HEIGHT },
  place: (x: number, y: number) => ({ x, y }),
};
const SIZES = ['d 8', 'd 12', 'd 16', 'd 20'];

/** The ends of the curves of some sources that trained the same four sizes. */
function endsOf(sources: number, y: (size: number, source: number) => number, x = 200): LineEnd[] {
  return Array.from({ length: sources }, (_, source) =>
    SIZES.map((size, i) => ({
      label: source === 0 ? size : `${size} (${source + 1})`,
      style: runStyle(i, SIZES.length),
      x,
      y: y(i, source),
    })),
  ).flat();
}

test.each([1, 2, 6, 10, 28])('names of %i sources stay in the frame and do not overlap', (sources) => {
  for (const place of [(size: number) => 40 * size, () => 0, () => HEIGHT, (i: number, s: number) => i + s]) {
    const downs = namePlaces(endsOf(sources, place), space)
      .map(({ down }) => down)
      .toSorted((a, b) => a - b);
    expect(downs[0]).toBeGreaterThanOrEqual(0);
    expect(downs.at(-1)).toBeLessThanOrEqual(HEIGHT + 1e-9);
    for (const [i, down] of downs.slice(1).entries())
      expect(down - (downs[i] ?? NaN)).toBeGreaterThanOrEqual(13 - 1e-9);
  }
});

test('names that fit are all shown; of more, each size has one', () => {
  const shown = (sources: number) =>
    namePlaces(
      endsOf(sources, (size) => 40 * size),
      space,
    ).map(({ end }) => end.label);
  expect(shown(2).toSorted()).toEqual(SIZES.flatMap((size) => [size, `${size} (2)`]).toSorted());
  expect(shown(28).toSorted()).toEqual(SIZES.toSorted());
});

test('of more sizes than a column holds, some over its whole height are named', () => {
  const ends = Array.from({ length: 60 }, (_, i) => ({
    label: `d ${8 * (i + 1)}`,
    style: runStyle(0, 1),
    x: 1,
    y: (i / 59) * HEIGHT,
  }));
  const places = namePlaces(ends, space);
  expect(places.length).toBeGreaterThan(12);
  expect(places.length).toBeLessThanOrEqual(18);
  const named = places.map(({ end }) => ends.findIndex(({ label }) => label === end.label));
  expect(Math.min(...named)).toBeLessThan(5);
  expect(Math.max(...named)).toBeGreaterThan(54);
});
