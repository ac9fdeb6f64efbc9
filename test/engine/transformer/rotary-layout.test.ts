import { expect, test } from 'vitest';
import { halfSplitColumn } from '../../../src/engine/transformer/rotary-layout.ts';
import { Random } from '../../harness/shaders/random.ts';
import '../../harness/shaders/to-be-near.ts';
import { rotary } from '../../shaders/twins/rotary.ts';

const WIDTH = 12;
const COLUMNS = 3 * WIDTH;

/** GPT-NeoX's rotation of queries and keys `[T, 3C]`, whose pairs are (i, i + D/2). */
function rotaryNeox(qkv: Float64Array, headSize: number): Float64Array {
  return qkv.map((x, at) => {
    const [t, column] = [Math.floor(at / COLUMNS), at % COLUMNS];
    if (column >= 2 * WIDTH) return x;
    const half = headSize / 2;
    const i = column % half;
    const upper = column % headSize >= half;
    const angle = t * 10_000 ** ((-2 * i) / headSize);
    const partner = qkv[upper ? at - half : at + half];
    return x * Math.cos(angle) + (upper ? partner : -partner) * Math.sin(angle);
  });
}

/** `[T, 3C]` in our order of columns, from GPT-NeoX's. */
function reordered(qkv: Float64Array, headSize: number): Float64Array {
  return qkv.map((_, at) => {
    const column = at % COLUMNS;
    return qkv[at - column + halfSplitColumn(column, WIDTH, headSize)];
  });
}

test.each([4, 6, 12])('every column has its own place: heads of %i', (headSize) => {
  const places = Array.from({ length: COLUMNS }, (_, column) => halfSplitColumn(column, WIDTH, headSize));
  expect(places.toSorted((a, b) => a - b)).toEqual([...places.keys()]);
  expect(places.slice(2 * WIDTH)).toEqual([...places.keys()].slice(2 * WIDTH));
});

test.each([4, 6, 12])('GPT-NeoX turns the same pairs by the same angles: heads of %i', (headSize) => {
  const qkv = new Random().normals(7 * COLUMNS);
  const ours = rotary(reordered(qkv, headSize), { context: 7, width: WIDTH, headSize });
  expect([ours]).toBeNear([reordered(rotaryNeox(qkv, headSize), headSize)], 1e-12);
});
