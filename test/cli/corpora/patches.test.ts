import { expect, test } from 'vitest';
import { patchRows, splitPatches } from '../../../cli/corpora/patches.ts';

/** A photograph whose pixel at (x, y) has the grey `of(x, y)`. */
function photograph(width: number, height: number, of: (x: number, y: number) => number) {
  const data = new Uint8Array(4 * width * height);
  for (let i = 0; i < width * height; i++) {
    data.fill(of(i % width, Math.floor(i / width)), 4 * i, 4 * i + 3);
    data[4 * i + 3] = 255;
  }
  return { width, height, data };
}

test('a patch has its pixels row by row, in 16 levels', () => {
  const rows = patchRows(photograph(19, 17, (x, y) => 16 * (x % 8) + 128 * Number(y % 8 === 7)));
  expect(rows.map((row) => row.length)).toEqual([2, 2]);
  expect(new Set(rows.flat())).toEqual(new Set([`\n${'01234567'.repeat(7)}89abcdef`]));
});

test('luma weighs red, green and blue by ITU-R BT.601', () => {
  const data = Uint8Array.from({ length: 4 * 192 }, (_, i) => (i % 4 === Math.floor(i / 4) % 3 ? 255 : 0));
  const [[first = ''] = []] = patchRows({ width: 8, height: 24, data });
  // 76, 150 and 29 of 255.
  expect(first.slice(1, 4)).toBe('491');
});

test('every 20th row is held out, over all photographs, and the others are taken evenly', () => {
  const rows = Array.from({ length: 60 }, (_, row) => [`${row}a`, `${row}b`]);
  const { heldOut, training } = splitPatches(rows, 57);
  expect(heldOut).toEqual(['19a', '19b', '39a', '39b', '59a', '59b']);
  expect(training).toHaveLength(57);
  expect(new Set(training.map((patch) => patch.slice(0, -1))).size).toBe(57);
});

test('more patches than there are are refused', () => {
  expect(() => splitPatches([['a'], ['b']], 3)).toThrow('3 patches were asked for, and there are 2');
});
