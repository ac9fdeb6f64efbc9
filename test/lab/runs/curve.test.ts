import { expect, test } from 'vitest';
import { emptyCurve, extended } from '../../../src/lab/runs/curve.ts';

test('a curve grows row by row, and the shorter curve does not change', () => {
  const short = extended(emptyCurve(2), 0, Float32Array.of(1, 2, 3, 4));
  const long = extended(short, 2, Float32Array.of(5, 6));
  expect(Array.from(long.losses.slice(0, long.steps * 2))).toEqual([1, 2, 3, 4, 5, 6]);
  expect(Array.from(short.losses.slice(0, short.steps * 2))).toEqual([1, 2, 3, 4]);
});

test('thousands of small pieces join into the whole', () => {
  let curve = emptyCurve(1);
  for (let step = 0; step < 5000; step++) curve = extended(curve, step, Float32Array.of(step));
  expect(curve.steps).toBe(5000);
  expect(Array.from(curve.losses.slice(0, 5000), (loss, step) => loss === step).every(Boolean)).toBe(true);
});

test('a gap is refused with the two steps', () => {
  const curve = extended(emptyCurve(1), 0, Float32Array.of(1));
  expect(() => extended(curve, 2, Float32Array.of(1))).toThrow('got step 2, expected step 1');
});
