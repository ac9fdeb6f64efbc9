import { expect, test } from 'vitest';
import { threefry, unitInterval } from '../../src/engine/random/threefry.ts';

/** The known answers of Random123 (Salmon et al. 2011) for threefry2x32 with 20 rounds. */
test.each([
  { key: [0, 0], counter: [0, 0], words: [0x6b200159, 0x99ba4efe] },
  { key: [0xffffffff, 0xffffffff], counter: [0xffffffff, 0xffffffff], words: [0x1cb996fc, 0xbb002be7] },
  { key: [0x13198a2e, 0x03707344], counter: [0x243f6a88, 0x85a308d3], words: [0xc4923a9c, 0x483df7a0] },
] as const)('key $key and counter $counter give the known words', ({ key, counter, words }) => {
  expect(threefry(key, counter)).toEqual(words);
});

test('the unit interval runs from 0 to below 1, also in float32', () => {
  expect(unitInterval(0)).toBe(0);
  expect(Math.fround(unitInterval(0xffffffff))).toBeLessThan(1);
  expect(unitInterval(0x80000000)).toBe(0.5);
});
