import { expect, test } from 'vitest';
import { gridFor, planeFor } from '../../src/engine/gpu/kernel.ts';

const MOST_WORKGROUPS = 65_535;

test('a line of workgroups holds its elements, up to the limit of WebGPU', () => {
  expect([1, 64, 65, 130].map((count) => gridFor(count, 64))).toEqual([1, 1, 2, 3]);
  expect(gridFor(64 * MOST_WORKGROUPS, 64)).toBe(MOST_WORKGROUPS);
  expect(gridFor(64 * MOST_WORKGROUPS + 1, 64)).toBe(MOST_WORKGROUPS);
});

test('a plane of workgroups holds its elements, and neither side passes the limit of WebGPU', () => {
  expect(planeFor(130, 64)).toEqual([3, 1]);
  for (const count of [1, 64 * MOST_WORKGROUPS, 64 * MOST_WORKGROUPS + 1, 2 ** 30, 2 ** 32 - 1]) {
    const [x, y] = planeFor(count, 64);
    expect(x * y * 64).toBeGreaterThanOrEqual(count);
    expect(Math.max(x, y)).toBeLessThanOrEqual(MOST_WORKGROUPS);
  }
});
