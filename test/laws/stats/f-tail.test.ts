import { expect, test } from 'vitest';
import { fTail } from '../../../src/laws/stats/f-tail.ts';
import { studentQuantile } from '../../../src/laws/stats/student.ts';

test.each([
  [161.447_638_8, 1, 1, 0.05],
  [4.964_602_744, 1, 10, 0.05],
  [3.325_834_53, 5, 10, 0.05],
  [10.967_020_65, 3, 6, 0.0075],
  [1.931_653_475, 12, 60, 0.0483],
])(
  '%d of F with %i and %i degrees of freedom is exceeded as in printed tables',
  (value, above, below, chance) => {
    expect(fTail(value, above, below)).toBeCloseTo(chance, 3);
  },
);

test('with one degree of freedom above, F is the square of Student’s t', () => {
  for (const freedom of [1, 2, 3, 7, 30, 400])
    for (const p of [0.9, 0.975, 0.999])
      expect(fTail(studentQuantile(p, freedom) ** 2, 1, freedom)).toBeCloseTo(2 * (1 - p), 10);
});

test('with two degrees of freedom below or above, the tail is a power', () => {
  for (const value of [0.01, 0.5, 1, 3, 40]) {
    expect(fTail(value, 2, 9)).toBeCloseTo((1 + (2 * value) / 9) ** -4.5, 12);
    expect(fTail(value, 9, 2)).toBeCloseTo(1 - (1 - 1 / (1 + 4.5 * value)) ** 4.5, 12);
  }
});

test('nothing is exceeded always, and ∞ never', () => {
  expect([fTail(0, 3, 4), fTail(-1, 3, 4), fTail(Infinity, 3, 4)]).toEqual([1, 1, 0]);
});
