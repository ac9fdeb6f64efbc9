import { expect, test } from 'vitest';
import { readFuzzOptions } from '../../../cli/fuzz/options.ts';

test('fuzzing lasts one minute unless an option sets another time', () => {
  expect(readFuzzOptions([])).toEqual({ minutes: 1, seed: undefined });
  expect(readFuzzOptions(['--minutes', '0.5', '--seed=-3'])).toEqual({ minutes: 0.5, seed: -3 });
});

test.each([
  [['--minutes', '0'], '--minutes takes a number above 0, at most 1440, not 0'],
  [['--minutes', 'x'], '--minutes takes a number above 0, at most 1440, not x'],
  [['--seed', '1.5'], '--seed takes an integer, not 1.5'],
  [['--seed', ''], '--seed takes an integer, not '],
])('%j is refused', (args, said) => {
  expect(() => readFuzzOptions(args)).toThrow(said);
});
