import { expect, test } from 'vitest';
import { wilson } from '../../../src/laws/stats/wilson.ts';

test('the interval is where a score test does not reject: |p − share| = z·√(p·(1 − p)/n) at both ends', () => {
  for (const [successes, trials] of [
    [0, 10],
    [3, 10],
    [512, 1024],
    [1024, 1024],
    [0.5, 7],
  ] as const) {
    const { value, low, high } = wilson(successes, trials);
    expect(value).toBe(successes / trials);
    for (const end of [low, high].filter((p) => p > 0 && p < 1)) {
      expect(Math.abs(end - value)).toBeCloseTo(1.959964 * Math.sqrt((end * (1 - end)) / trials), 6);
    }
    expect(low).toBeGreaterThanOrEqual(0);
    expect(high).toBeLessThanOrEqual(1);
  }
});

test('Newcombe 1998, table I: 81 of 263 is 0.2553 to 0.3662, 0 of 20 is 0 to 0.1611, 1 of 29 is 0.0061 to 0.1718', () => {
  for (const [successes, trials, low, high] of [
    [81, 263, 0.2553, 0.3662],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ] as const) {
    expect(wilson(successes, trials).low).toBeCloseTo(low, 4);
    expect(wilson(successes, trials).high).toBeCloseTo(high, 4);
  }
});
