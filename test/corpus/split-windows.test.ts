import { describe, expect, test } from 'vitest';
import { overlapping, splitText, splitWindows, spreadEvenly } from '../../src/corpus/split-windows.ts';

/** For each token, how often windows of this kind read it as an input, and whether they read it at all. */
function coverage(length: number, context: number, starts: Uint32Array) {
  const inputs = new Uint8Array(length);
  const touched = new Uint8Array(length);
  for (const start of starts) {
    for (let i = start; i < start + context; i++) inputs[i]++;
    for (let i = start; i <= start + context; i++) touched[i] = 1;
  }
  return { inputs, touched };
}

/** Stretches of consecutive tokens that windows touch. */
function stretches(touched: Uint8Array): number {
  return touched.reduce((sum, here, i) => sum + (here && !touched[i - 1] ? 1 : 0), 0);
}

describe.each([
  { length: 10_760_640, context: 128 },
  { length: 1_214_695, context: 512 },
  { length: 100_003, context: 1 },
  { length: 100_003, context: 7 },
  { length: 65_521, context: 65 },
  { length: 52_400, context: 130 },
])('$length tokens in windows of $context', ({ length, context }) => {
  const { training, validation } = splitWindows(length, context);
  const train = coverage(length, context, training);
  const held = coverage(length, context, validation);

  test('no window reaches past the text', () => {
    expect(Math.max(training.at(-1)!, validation.at(-1)!) + context).toBeLessThan(length);
  });

  test('no token is an input twice', () => {
    expect(
      Math.max(
        train.inputs.reduce((a, b) => Math.max(a, b)),
        held.inputs.reduce((a, b) => Math.max(a, b)),
      ),
    ).toBe(1);
  });

  test('validation windows read no token of a training window', () => {
    expect(train.touched.some((touched, i) => touched === 1 && held.touched[i] === 1)).toBe(false);
  });

  test('20 blocks are held out', () => {
    expect(stretches(held.touched)).toBe(20);
  });

  test('5 % of the text is held out, up to one window per block', () => {
    const tokens = validation.length * context;
    expect(tokens).toBeLessThanOrEqual(length * 0.05);
    expect(tokens).toBeGreaterThan(length * 0.05 - 20 * (context + 2));
  });

  test('95 % of the text is trained on, up to one window per stretch', () => {
    const tokens = training.length * context;
    expect(tokens).toBeLessThanOrEqual(length * 0.95 + 20);
    expect(tokens).toBeGreaterThan(length * 0.95 - 21 * (context + 1));
  });

  test('blocks are evenly spaced: each twentieth of the text has its own', () => {
    const twentieths = new Set(Array.from(validation, (start) => Math.floor((start * 20) / length)));
    expect(twentieths.size).toBe(20);
  });
});

test('a validation window lies completely in a block, and the rest of a block is never trained on', () => {
  const { training, validation } = splitWindows(400 * 10, 4);
  // Blocks of 10 tokens in the middle of each 200: 95 to 104 is the first.
  expect([...validation.subarray(0, 2)]).toEqual([95, 99]);
  expect([...training].filter((start) => start + 4 >= 95 && start < 105)).toEqual([]);
  expect([...training].slice(0, 24)).toEqual([...Array.from({ length: 23 }, (_, i) => 4 * i), 105]);
});

test('a text too short for one window per block is refused with the figures', () => {
  expect(() => splitWindows(51_599, 128)).toThrow(
    '51599 tokens are too few for windows of 128: each of 20 held-out blocks has 128 tokens and needs 129',
  );
  expect(splitWindows(51_600, 128).validation).toHaveLength(20);
});

test('windows picked evenly come from all blocks in equal numbers', () => {
  const { validation } = splitWindows(10_760_640, 128);
  const picked = spreadEvenly(validation, 100);
  const blocks = Array.from(picked, (start) => Math.floor((start * 20) / 10_760_640));
  expect(blocks).toEqual(Array.from({ length: 100 }, (_, i) => Math.floor(i / 5)));
  expect(new Set(picked).size).toBe(100);
});

test('picking as many windows as exist picks every one', () => {
  const starts = Uint32Array.of(3, 5, 8, 13);
  expect(spreadEvenly(starts, 4)).toEqual(starts);
  expect(spreadEvenly(starts, 2)).toEqual(Uint32Array.of(5, 13));
  expect(spreadEvenly(starts, 1)).toEqual(Uint32Array.of(8));
});

test('picking more windows than exist is refused', () => {
  expect(() => spreadEvenly(Uint32Array.of(1, 2), 3)).toThrow('3 windows were asked for, and there are 2');
});

describe.each([
  { length: 1_214_695, context: 128, stride: 5 },
  { length: 100_003, context: 7, stride: 3 },
  { length: 65_521, context: 65, stride: 65 },
])('overlapping windows of $context, $stride apart, in $length tokens', ({ length, context, stride }) => {
  const { validation } = splitWindows(length, context);
  const { heldOut } = splitText(length);
  const all = overlapping(validation, context, { stride, windows: Infinity });

  test('lie wholly in held-out blocks', () => {
    for (const start of all)
      expect(heldOut.some((block) => start >= block.start && start + context < block.end)).toBe(true);
  });

  test('begin a stride apart within a block, and as many as fit between its first and last window', () => {
    const expected = heldOut.flatMap((block) => {
      const own = validation.filter((start) => start >= block.start && start < block.end);
      const span = own[own.length - 1] - own[0];
      return Array.from({ length: Math.floor(span / stride) + 1 }, (_, i) => own[0] + i * stride);
    });
    expect([...all]).toEqual(expected);
  });

  test('are the first ones if fewer are asked for', () => {
    for (const windows of [0, 1, 9, all.length])
      expect(overlapping(validation, context, { stride, windows })).toEqual(all.slice(0, windows));
  });
});

test('a stride of one context gives the validation windows themselves', () => {
  const { validation } = splitWindows(100_003, 65);
  expect(overlapping(validation, 65, { stride: 65, windows: Infinity })).toEqual(validation);
});
