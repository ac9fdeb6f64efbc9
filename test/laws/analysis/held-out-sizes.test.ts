import { expect, test } from 'vitest';
import { heldOutSizes } from '../../../src/laws/analysis/held-out-sizes.ts';
import type { LawPoint } from '../../../src/laws/power-law/log-sample.ts';

/** Final losses of widths 12 to 96 in PyTorch on 4.1 million characters: N, nats. */
const TRAINED: LawPoint[] = [
  [3456, 1.765],
  [6144, 1.612],
  [13_824, 1.436],
  [24_576, 1.322],
  [55_296, 1.236],
  [98_304, 1.185],
  [221_184, 1.137],
].map(([x, loss]) => ({ x, loss }));

test('the law of five widths predicts the two largest within 2 %, and both intervals cover them', () => {
  const held = heldOutSizes(TRAINED, { hasFloor: true }, 'squares');
  if (held === null || 'refused' in held) throw new Error('nothing was held out');
  expect(held.sizes.map(({ x, loss }) => [x, loss])).toEqual([
    [98_304, 1.185],
    [221_184, 1.137],
  ]);
  for (const { predicted, loss, low, high } of held.sizes) {
    expect(Math.abs(predicted / loss - 1)).toBeLessThan(0.02);
    expect(low).toBeLessThan(predicted);
    expect(high).toBeGreaterThan(predicted);
  }
  expect([held.models, held.covered]).toEqual([2, 2]);
});

test('all models of a size are held out together, and do not change their own prediction', () => {
  const seeds = TRAINED.flatMap((point) =>
    [-0.01, 0, 0.01].map((off) => ({ ...point, loss: point.loss + off })),
  );
  const spoilt = seeds.map((point) => (point.x >= 98_304 ? { ...point, loss: 9 } : point));
  const [held, missed] = [seeds, spoilt].map((points) => heldOutSizes(points, { hasFloor: true }, 'squares'));
  expect(held).toMatchObject({ models: 6, sizes: [{ loss: expect.closeTo(1.185, 9) as number }, {}] });
  expect(missed).toMatchObject({ models: 6, covered: 0 });
  const predictions = (analysis: typeof held) =>
    analysis === null || 'refused' in analysis ? [] : analysis.sizes.map(({ predicted }) => predicted);
  expect(predictions(missed)).toEqual(predictions(held));
});

test('one of four or five sizes is held out, and none of fewer', () => {
  const sizesOf = (count: number, hasFloor: boolean) => {
    const held = heldOutSizes(TRAINED.slice(0, count), { hasFloor }, 'squares');
    return held === null || 'refused' in held ? held : held.sizes.length;
  };
  expect([3, 4, 5, 6].map((count) => sizesOf(count, false))).toEqual([null, 1, 1, 2]);
  expect([4, 5, 6, 7].map((count) => sizesOf(count, true))).toEqual([null, 1, 2, 2]);
});

test('if the remaining models have no law, the result is a refusal', () => {
  const rising = [1, 2, 4, 8].map((x) => ({ x, loss: x === 8 ? 0.5 : x }));
  expect(heldOutSizes(rising, { hasFloor: false }, 'squares')).toEqual({
    refused:
      'without the largest 1 of 4 runs, the loss does not fall as x grows: the fitted exponent is -1.0',
  });
});
