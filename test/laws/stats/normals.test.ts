import { expect, test } from 'vitest';
import { normals } from '../../../src/laws/stats/normals.ts';

test('the first number of every seed is as normal as all other numbers', () => {
  const firsts = Array.from({ length: 2000 }, (_, seed) => normals(seed)());
  const variance = firsts.reduce((sum, value) => sum + value * value, 0) / firsts.length;
  expect(Math.abs(variance - 1)).toBeLessThan(4 * Math.sqrt(2 / firsts.length));
  expect(Math.max(...firsts.map(Math.abs))).toBeLessThan(4.5);
});

test('one stream has the moments of a normal distribution, and a seed repeats it', () => {
  const [normal, again] = [normals(7), normals(7)];
  const values = Array.from({ length: 20_000 }, normal);
  const moment = (power: number) => values.reduce((sum, value) => sum + value ** power, 0) / values.length;
  expect(moment(1)).toBeCloseTo(0, 1);
  expect(moment(2)).toBeCloseTo(1, 1);
  expect(Math.abs(moment(4) - 3)).toBeLessThan(0.3);
  expect(values.slice(0, 5)).toEqual(Array.from({ length: 5 }, again));
});
