import { expect, test } from 'vitest';
import { fallDone, fallDoneByBend, floorOf, logLossAt } from '../../../src/laws/power-law/log-curve.ts';

test('a curve given by its ends is E + A·e^(−bend·t)', () => {
  for (const [floor, amplitude, bend] of [
    [1, 0.8, 1.8],
    [0.2, 3, 0.4],
    [0, 2, 0.7],
    [-0.5, 2, 0.3],
  ]) {
    const start = Math.log(floor + amplitude);
    const fall = start - Math.log(floor + amplitude * Math.exp(-bend));
    const curve = { start, fall, bend };
    for (const t of [-0.5, 0, 0.3, 1, 2]) {
      expect(Math.exp(logLossAt(curve, t))).toBeCloseTo(floor + amplitude * Math.exp(-bend * t), 12);
    }
    expect(floorOf(curve)).toBeCloseTo(floor, 12);
  }
});

test('a curve whose bend equals its fall is straight', () => {
  expect(logLossAt({ start: 0.5, fall: 0.4, bend: 0.4 }, 2.5)).toBe(0.5 - 0.4 * 2.5);
  expect(floorOf({ start: 0.5, fall: 0.4, bend: 0.4 })).toBe(0);
});

test('the derivative of K by the bend equals its finite difference', () => {
  for (const bend of [-3, -1e-3, -1e-7, 0, 1e-7, 1e-3, 0.5, 4, 20]) {
    for (const t of [0, 0.1, 0.5, 0.9, 1]) {
      const step = 1e-4;
      const difference = (fallDone(bend + step, t) - fallDone(bend - step, t)) / (2 * step);
      expect(fallDoneByBend(bend, t, fallDone(bend, t))).toBeCloseTo(difference, 7);
    }
  }
});

test('a curve that never levels out has no floor, and a curve that crosses zero has no loss there', () => {
  expect(floorOf({ start: 0.5, fall: 0.4, bend: -1 })).toBe(-Infinity);
  expect(logLossAt({ start: 0.5, fall: 0.4, bend: -1 }, 9)).toBe(-Infinity);
});
