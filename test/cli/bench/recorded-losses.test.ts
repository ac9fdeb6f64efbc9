import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { withLosses } from '../../../cli/bench/write-recorded-losses.ts';
import { RECORDED_LOSSES } from '../../../src/benchmark/standard/recorded-losses.ts';

const text = readFileSync('src/benchmark/standard/recorded-losses.ts', 'utf8');

test.each(Object.entries(RECORDED_LOSSES))(
  'the losses of %s that are recorded again leave the file as it is',
  (shape, lanes) => {
    expect(withLosses(text, shape, lanes)).toBe(text);
  },
);

test('losses of one lane and of several replace those of their shape alone, and others come last', () => {
  const file = `const LOSSES = {\n  '32/2': [[5, 4]],\n  '64/2': [\n    [5, 3],\n    [5, 2],\n  ],\n  '64/4': [[5, 1]],\n};\n`;
  expect(withLosses(file, '32/2', [[6, 4.5]])).toBe(file.replace('[[5, 4]]', '[[6, 4.5]]'));
  expect(withLosses(file, '64/2', [[7]])).toBe(file.replace(/\[\n.*\n.*\n {2}\]/, '[[7]]'));
  expect(withLosses(file, '32/2', [[1], [2]])).toBe(file.replace('[[5, 4]]', '[\n    [1],\n    [2],\n  ]'));
  expect(withLosses(file, '128/2', [[5]])).toBe(file.replace('};', `  '128/2': [[5]],\n};`));
});
