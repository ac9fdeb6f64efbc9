import { expect, test } from 'vitest';
import { voidReasons } from '../../../bench/void-reasons.ts';

const recorded = [5.5, 5.2, 4.9];
const good = { hidden: false, gaps: 0, losses: [5.5001, 5.1999, 4.9002], recorded };

test('a benchmark in full view, without a gap and with the recorded losses, is not void', () => {
  expect(voidReasons(good)).toEqual([]);
});

test('a benchmark whose page was hidden is void', () => {
  expect(voidReasons({ ...good, hidden: true })).toEqual(['the page was hidden']);
});

test('a benchmark during which the computer slept is void', () => {
  expect(voidReasons({ ...good, gaps: 1 })).toEqual(['the computer slept, or the page was held up']);
});

test.each([
  [[5.5, 5.3, 4.9], '5.3 instead of 5.2 at step 10'],
  [[5.5, 5.2, NaN], 'NaN instead of 4.9 at step 20'],
  [[5.5, 5.2], 'undefined instead of 4.9 at step 20'],
  [[Infinity, 5.2, 4.9], 'Infinity instead of 5.5 at step 0'],
])(
  'a benchmark with losses %j is void, and the reason names the first loss off the curve',
  (losses, where) => {
    expect(voidReasons({ ...good, losses })).toEqual([`the losses leave the recorded curve: ${where}`]);
  },
);
