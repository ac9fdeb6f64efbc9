import { decodeQR } from 'qr/decode.js';
import { expect, test } from 'vitest';
import { qrMatrix, qrPath } from '../../../../src/page/kit/qr/qr-matrix.ts';

/** Pixels a module. */
const SCALE = 4;

/** What a camera sees of a matrix: dark modules on white. */
function photographOf(matrix: readonly (readonly boolean[])[]) {
  const side = matrix.length * SCALE;
  const data = new Uint8ClampedArray(4 * side * side).fill(255);
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++)
      if (matrix[Math.floor(y / SCALE)]?.[Math.floor(x / SCALE)])
        data.fill(0, 4 * (y * side + x), 4 * (y * side + x) + 3);
  return { width: side, height: side, data };
}

const LONG = 'aB3-_'.repeat(240);

test.each([['a'], ['https://example.org/#lesson=bigger'], ['LL1Größe = 1,5 · 10⁶ 🎓'], [LONG]])(
  'a decoder reads %.20s from its code',
  (text) => {
    expect(decodeQR(photographOf(qrMatrix(text)))).toBe(text);
  },
);

test('a short link still reads with a corner of its middle covered', () => {
  const photograph = photographOf(qrMatrix('https://example.org/#lesson=bigger'));
  const { width, data } = photograph;
  const from = Math.floor(0.5 * width);
  for (let y = from; y < 0.62 * width; y++)
    data.fill(255, 4 * (y * width + from), 4 * (y * width + Math.floor(0.62 * width)));
  expect(decodeQR(photograph)).toBe('https://example.org/#lesson=bigger');
});

test('a code has four light modules around it, and its path draws each dark module once', () => {
  const matrix = qrMatrix('a');
  const edge = (line: readonly boolean[]): boolean => line.some((dark) => dark);
  expect(matrix.slice(0, 4).some(edge)).toBe(false);
  expect(matrix.slice(-4).some(edge)).toBe(false);
  expect(matrix.some((row) => edge(row.slice(0, 4)) || edge(row.slice(-4)))).toBe(false);
  expect(qrPath(matrix).split('M').length - 1).toBe(matrix.flat().filter((dark) => dark).length);
});

test('a text of 500 characters has modules that a webcam reads, and one of 2,954 bytes is refused', () => {
  expect(qrMatrix('x'.repeat(500)).length).toBeLessThanOrEqual(77 + 8);
  expect(() => qrMatrix('x'.repeat(2_954))).toThrow(/overflow/i);
});
