import { expect, test } from 'vitest';
import { lowerHull } from '../../../src/laws/stats/lower-hull.ts';
import { normals } from '../../../src/laws/stats/normals.ts';

test('corners of the hull are the points that no line between two others lies below', () => {
  const normal = normals(1);
  const points = Array.from({ length: 65 }, () => {
    const x = normal();
    return { x, y: normal() - x };
  }).sort((a, b) => a.x - b.x);
  const isCorner = ({ x, y }: (typeof points)[number]) =>
    points.every((a) =>
      points.every((b) => {
        if (!(a.x < x && x < b.x)) return true;
        return a.y + ((b.y - a.y) * (x - a.x)) / (b.x - a.x) > y;
      }),
    );
  const lowest = points.reduce((least, point) => (point.y < least.y ? point : least));
  expect(lowerHull(points)).toEqual(points.filter((point) => point.x <= lowest.x && isCorner(point)));
});

test('of points on a line, duplicates and points above each other only the ends of the line are left', () => {
  const line = [0, 1, 1, 2, 3].map((x) => ({ x, y: 3 - x }));
  expect(lowerHull(line)).toEqual([line[0], line[4]]);
  const above = { x: 0, y: 9 };
  expect(lowerHull([line[0], above, line[4]])).toEqual([line[0], line[4]]);
});

test('one point and no point are their own hull', () => {
  expect(lowerHull([{ x: 1, y: 2 }])).toEqual([{ x: 1, y: 2 }]);
  expect(lowerHull([])).toEqual([]);
});
