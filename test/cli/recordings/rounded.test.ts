import { expect, test } from 'vitest';
import { rounded } from '../../../cli/recordings/rounded.ts';

test('numbers at any depth are rounded to so many digits, and whole numbers stay', () => {
  const data = {
    x: Math.PI,
    list: [{ y: 1 / 3e9 }, 123_456_789],
    text: '3.14159',
    none: null,
    not: undefined,
  };
  expect(rounded(data, 3)).toStrictEqual({
    x: 3.14,
    list: [{ y: 3.33e-10 }, 123_456_789],
    text: '3.14159',
    none: null,
    not: undefined,
  });
});

test('numbers that are not finite, and arrays of floats, stay as they are', () => {
  const data = [NaN, -Infinity, Float64Array.of(Math.PI)];
  expect(rounded(data, 3)).toStrictEqual(data);
});
