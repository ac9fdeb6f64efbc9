import { assert, integer, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countWindows, fewestParts, windowsOfParts } from '../../src/corpus/part-windows.ts';
import { splitWindows } from '../../src/corpus/split-windows.ts';
import { joined, partOf, reassembled, textLayout } from '../../src/corpus/text-layout.ts';

const SOTU = 10_760_640;
const MOBY_DICK = 1_214_695;

/** A text whose every four bytes say where they are: the bytes of the counts 0, 1, 2 … */
function numbered(length: number): Uint8Array {
  return new Uint8Array(Uint32Array.from({ length: Math.ceil(length / 4) }, (_, i) => i).buffer, 0, length);
}

/** For each position of the text, whether it lies in a held-out block: blocks as `splitWindows` defines them. */
function heldOut(length: number): Uint8Array {
  const marks = new Uint8Array(length);
  const blockLength = Math.floor((length * 0.05) / 20);
  for (let i = 0; i < 20; i++) {
    const start = Math.round(((i + 0.5) * length) / 20 - blockLength / 2);
    marks.fill(1, start, start + blockLength);
  }
  return marks;
}

describe.each([SOTU, MOBY_DICK, 300_001, 60_000])('a text of %d tokens', (length) => {
  const layout = textLayout(length);

  test('lies in its parts, each token in one of them', () => {
    const times = new Uint8Array(length);
    for (const { start, end } of [...layout.training, ...layout.heldOut].flat())
      for (let i = start; i < end; i++) times[i]++;
    expect(times.every((count) => count === 1)).toBe(true);
  });

  test('is the same again when its parts are put together', () => {
    const text = numbered(length);
    const parts = {
      training: layout.training.map((part) => partOf(text, part)),
      heldOut: layout.heldOut.map((part) => partOf(text, part)),
    };
    expect(Buffer.compare(reassembled(layout, parts), text)).toBe(0);
  });

  test('has held-out parts of held-out text alone, and training parts without any', () => {
    const marks = heldOut(length);
    const share = (parts: typeof layout.training) => {
      const blocks = parts.flat();
      const held = blocks.reduce((sum, { start, end }) => sum + marks.subarray(start, end).indexOf(0), 0);
      const free = blocks.reduce((sum, { start, end }) => sum + marks.subarray(start, end).indexOf(1), 0);
      return { onlyHeldOut: held === -blocks.length, noneHeldOut: free === -blocks.length };
    };
    expect(share(layout.heldOut)).toEqual({ onlyHeldOut: true, noneHeldOut: false });
    expect(share(layout.training)).toEqual({ onlyHeldOut: false, noneHeldOut: true });
  });

  test('has in each held-out part a piece of all 20 blocks', () => {
    for (const part of layout.heldOut) expect(part).toHaveLength(20);
  });
});

test('the blocks of each part are evenly spaced over the text', () => {
  const { training } = textLayout(SOTU);
  for (const part of training) {
    const gaps = part.slice(1).map(({ start }, i) => start - part[i].start);
    const mean = SOTU / part.length;
    expect(Math.max(...gaps)).toBeLessThan(1.3 * mean);
    expect(Math.min(...gaps)).toBeGreaterThan(0.7 * mean);
  }
});

test('the first few parts together are evenly spaced, too', () => {
  const { training } = textLayout(SOTU);
  for (const count of [2, 4, 8, 16]) {
    const starts = training
      .slice(0, count)
      .flat()
      .map(({ start }) => start)
      .toSorted((a, b) => a - b);
    const gaps = starts.slice(1).map((start, i) => start - starts[i]);
    // A held-out block may lie between two.
    expect(Math.max(...gaps)).toBeLessThan(2 * (SOTU / starts.length) + 0.05 * (SOTU / 20));
  }
});

/** The place in the text of each token of the parts in use. */
function placesOf(length: number, counts: { training: number; heldOut: number }): Uint32Array {
  const layout = textLayout(length);
  const blocks = [
    ...layout.training.slice(0, counts.training),
    ...layout.heldOut.slice(0, counts.heldOut),
  ].flat();
  return Uint32Array.from(
    blocks.flatMap(({ start, end }) => Array.from({ length: end - start }, (_, i) => start + i)),
  );
}

test('every window is a stretch of the text: training windows outside the held-out blocks, validation windows inside', () => {
  const marks = heldOut(MOBY_DICK);
  assert(
    property(integer({ min: 1, max: 4 }), integer({ min: 8, max: 512 }), (parts, context) => {
      const counts = { training: parts, heldOut: 1 };
      const places = placesOf(MOBY_DICK, counts);
      const windows = windowsOfParts(textLayout(MOBY_DICK), counts, context);
      const areStretches = (starts: Uint32Array, held: number) =>
        starts.every((start) => {
          const [first, last] = [places[start], places[start + context]];
          const marked = marks.subarray(first, last + 1);
          return last - first === context && marked.every((mark) => mark === held);
        });
      expect(areStretches(windows.training, 0)).toBe(true);
      expect(areStretches(windows.validation, 1)).toBe(true);
    }),
    { numRuns: 20 },
  );
});

test('the validation windows are the same for any number of training parts', () => {
  const layout = textLayout(SOTU);
  const heldOutParts = fewestParts(layout.heldOut, 128, 1024);
  const read = [1, 4, 39].map((training) => {
    const counts = { training, heldOut: heldOutParts };
    const places = placesOf(SOTU, counts);
    return windowsOfParts(layout, counts, 128).validation.map((start) => places[start]);
  });
  expect(read[1]).toEqual(read[0]);
  expect(read[2]).toEqual(read[0]);
  expect(read[0].length).toBeGreaterThanOrEqual(1024);
});

test.each([8, 64, 128, 100, 300, 512])('parts cost less than 3 % of the windows of %d tokens', (context) => {
  const { training, validation } = splitWindows(SOTU, context);
  const layout = textLayout(SOTU);
  expect(countWindows(layout.training, context)).toBeGreaterThan(0.97 * training.length);
  expect(countWindows(layout.heldOut, context)).toBeGreaterThan(0.97 * validation.length);
});

test('the fewest parts are as many as asked for, and all if there are too few windows', () => {
  const { training } = textLayout(MOBY_DICK);
  const first = countWindows(training.slice(0, 1), 128);
  expect([0, 1, first, first + 1, 1e9].map((windows) => fewestParts(training, 128, windows))).toEqual([
    1, 1, 1, 2, 4,
  ]);
});

test('arrays are joined in their order', () => {
  expect(joined([Uint8Array.of(1, 2), Uint8Array.of(), Uint8Array.of(3)])).toEqual(Uint8Array.of(1, 2, 3));
});
