import { describe, expect, test } from 'vitest';
import { scheduleShares, scheduleTable } from '../../../src/engine/run/schedule.ts';
import type { Schedule } from '../../../src/engine/trainer.ts';

const KINDS: Schedule['kind'][] = ['linear', 'cosine', 'constant', 'warmup-stable-decay'];

function sharesOf(kind: Schedule['kind'], steps = 100): number[] {
  return scheduleShares({ kind, warmup: 0.1, cooldown: 0.2 }, steps);
}

describe.each(KINDS)('the %s schedule', (kind) => {
  test('warms up from near 0 to the peak over a tenth of the steps', () => {
    const shares = sharesOf(kind);
    expect(shares).toHaveLength(100);
    expect(shares[0]).toBeCloseTo(1 / 11, 12);
    expect(shares[9]).toBeCloseTo(10 / 11, 12);
    expect(shares[10]).toBe(1);
  });

  test('never exceeds the peak, and never rises after the warm-up', () => {
    const shares = sharesOf(kind, 257);
    const after = shares.slice(26);
    expect(Math.max(...shares)).toBe(1);
    after.slice(1).forEach((share, i) => expect(share).toBeLessThanOrEqual(after[i]));
    expect(Math.min(...after)).toBeGreaterThan(0);
  });

  test('is a single full step for a run of one step', () => {
    expect(sharesOf(kind, 1)).toEqual([1]);
  });
});

test('linear and cosine are half the peak half way, constant stays, the last decays by its square root', () => {
  expect(sharesOf('linear')[55]).toBeCloseTo(0.5, 12);
  expect(sharesOf('cosine')[55]).toBeCloseTo(0.5, 12);
  expect(sharesOf('constant')[99]).toBe(1);
  expect(sharesOf('warmup-stable-decay')[81]).toBe(1);
  // Steps 82 to 100 are the last fifth of the 90 after the warm-up; a quarter of this part is half of the way down.
  expect(sharesOf('warmup-stable-decay', 200)[173]).toBeCloseTo(0.5, 12);
});

test('the table has the bias corrections of Adam in float64 precision, from the first step on', () => {
  const table = scheduleTable([0.5, 1], { beta1: 0.9, beta2: 0.999, epsilon: 0, clipNorm: 0, matrixRate: 1 });
  const expected = [0.5, 0.1, 0.001, 0, 1, 0.19, 0.001999, 0];
  expect(table).toHaveLength(expected.length);
  expected.forEach((value, i) => expect(table[i]).toBeCloseTo(value, 8));
});
