import { expect, test } from 'vitest';
import { spread } from '../../src/charts/spread.ts';
import { linearTicks, logTicks } from '../../src/charts/ticks.ts';
import {
  about,
  bytes,
  figure,
  percent,
  powerOfTen,
  scientific,
  short,
  whole,
} from '../../src/charts/quantity.ts';

test('a log axis of decades has ticks at 1, 2 and 5 if there is room', () => {
  expect(logTicks(1, 1000, 12)).toEqual([1, 2, 5, 10, 20, 50, 100, 200, 500, 1000]);
  expect(logTicks(1, 1000, 8)).toEqual([1, 3, 10, 30, 100, 300, 1000]);
  expect(logTicks(1, 1e6, 7)).toEqual([1, 10, 100, 1e3, 1e4, 1e5, 1e6]);
  expect(logTicks(1e9, 1e13, 3)).toEqual([1e9, 1e11, 1e13]);
});

test('a linear axis has two ticks or more, however few fit', () => {
  expect(linearTicks(1.54, 2.25, 3)).toEqual([1.6, 1.8, 2, 2.2]);
  for (let i = 1; i < 200; i++) expect(linearTicks(i / 7, i / 7 + i / 31, 3).length).toBeGreaterThan(1);
});

test('a log axis of less than a decade has evenly spaced ticks', () => {
  expect(logTicks(1.1, 4.6, 8)).toEqual([1.5, 2, 2.5, 3, 3.5, 4, 4.5]);
  expect(logTicks(1.13, 1.95, 7)).toEqual([1.2, 1.4, 1.6, 1.8]);
  expect(logTicks(101, 990, 4)).toEqual([200, 500]);
});

test('linear ticks are round numbers within the interval', () => {
  expect(linearTicks(0, 4000, 6)).toEqual([0, 1000, 2000, 3000, 4000]);
  expect(linearTicks(0.3, 0.7, 4)).toEqual([0.3, 0.4, 0.5, 0.6, 0.7]);
});

test('labels that overlap are moved apart around their middle, in the same order', () => {
  expect(spread([10, 40], 12)).toEqual([10, 40]);
  expect(spread([100, 10, 102], 12)).toEqual([95, 10, 107]);
  const many = spread([5, 6, 7, 30, 31], 10);
  const sorted = [...many].sort((a, b) => a - b);
  expect(many).toEqual(sorted);
  sorted.slice(1).forEach((place, i) => expect(place - (sorted[i] ?? 0)).toBeGreaterThanOrEqual(10 - 1e-9));
});

test('numbers are written as people read them', () => {
  expect(whole(4_096_000)).toBe('4,096,000');
  expect(short(4_096_000)).toBe('4.1M');
  expect(short(999)).toBe('999');
  expect(powerOfTen(1e9)).toBe('10⁹');
  expect(powerOfTen(3e-4)).toBe('3×10⁻⁴');
  expect(scientific(1.3e13)).toBe('1.30×10¹³');
  expect(figure(0.44321)).toBe('0.443');
  expect(figure(Infinity)).toBe('no bound');
  expect([-0.00002, 0, -0.0021].map(percent)).toEqual(['0.00', '0.00', '−0.21']);
  expect(bytes(12_500_000)).toBe('12.5 MB');
  expect(bytes(512)).toBe('512 B');
});

test('longer times are rounded more', () => {
  expect([0.3, 42.4, 89, 420, 5390, 7200].map(about)).toEqual([
    'under 1 s',
    'about 42 s',
    'about 89 s',
    'about 7 min',
    'about 90 min',
    'about 2.0 h',
  ]);
});
