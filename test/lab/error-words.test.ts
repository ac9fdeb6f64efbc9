import { expect, test } from 'vitest';
import { errorWords } from '../../src/laws/refusal.ts';

test.each([undefined, null, '', ' ', {}, 7])('what was thrown without a message has words: %o', (thrown) => {
  expect(errorWords(thrown)).toBe('no reason was given');
});

test('what was thrown with a message is quoted, and an error without one is named', () => {
  expect(errorWords(new Error('it broke'))).toBe('it broke');
  expect(errorWords('it broke')).toBe('it broke');
  expect(errorWords(new TypeError(''))).toBe('TypeError');
});
