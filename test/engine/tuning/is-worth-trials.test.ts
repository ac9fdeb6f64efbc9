import { expect, test } from 'vitest';
import { isWorthTrials } from '../../../src/engine/tuning/is-worth-trials.ts';

const COSTS = { runMilliseconds: 0, compileMilliseconds: 2_000, lastMilliseconds: 0 };

test('the first run on an adapter is never delayed, because nothing is known of its time', () => {
  expect(isWorthTrials(COSTS)).toBe(false);
  expect(isWorthTrials({ ...COSTS, compileMilliseconds: 0 })).toBe(false);
});

test('a run of some seconds is too short for trials that compile several sets of kernels', () => {
  expect(isWorthTrials({ ...COSTS, runMilliseconds: 10_000 })).toBe(false);
});

test('a run that is more than ten times as long as its trials is worth them', () => {
  expect(isWorthTrials({ ...COSTS, runMilliseconds: 61_000 })).toBe(true);
});

test('later trials are judged by the time of the last ones, because their kernels are compiled', () => {
  const later = { ...COSTS, lastMilliseconds: 500 };
  expect(isWorthTrials({ ...later, runMilliseconds: 6_000 })).toBe(true);
  expect(isWorthTrials({ ...later, runMilliseconds: 4_000 })).toBe(false);
});
