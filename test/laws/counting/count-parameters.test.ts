import { expect, test } from 'vitest';
import {
  countParameters,
  forwardFlopsPerToken,
  petaflopDays,
  sixND,
  trainingFlops,
} from '../../../src/laws/counting/count-parameters.ts';
import type { CountedShape } from '../../../src/laws/counting/count-parameters.ts';

function defaultShape(width: number): CountedShape {
  return {
    vocabulary: 96,
    context: 128,
    width,
    layers: 2,
    heads: width / 8,
    feedForward: 4 * width,
    positions: 'rotary',
    tiedHead: false,
  };
}

test('N of the default sweep is 12·L·d²', () => {
  const counts = [8, 12, 16, 24, 32, 48, 64, 96].map(
    (width) => countParameters(defaultShape(width)).nonEmbedding,
  );
  expect(counts).toEqual([1536, 3456, 6144, 13824, 24576, 55296, 98304, 221184]);
});

test('a model counted by hand, tensor by tensor', () => {
  const shape: CountedShape = {
    vocabulary: 7,
    context: 5,
    width: 4,
    layers: 3,
    heads: 2,
    feedForward: 6,
    positions: 'learned',
    tiedHead: false,
  };
  const block = 4 * 12 + 12 + (4 * 4 + 4) + (4 * 6 + 6) + (6 * 4 + 4) + 4 * 4;
  expect(countParameters(shape)).toEqual({
    nonEmbedding: 3 * (48 + 16 + 24 + 24),
    embedding: 7 * 4 + 5 * 4,
    head: 4 * 7,
    total: 3 * block + 7 * 4 + 5 * 4 + 4 * 7 + 2 * 4,
  });
});

test('a tied head and rotary positions have no parameters', () => {
  const shape = defaultShape(16);
  const tied = countParameters({ ...shape, tiedHead: true });
  expect(tied.head).toBe(0);
  expect(tied.embedding).toBe(96 * 16);
  expect(tied.total).toBe(countParameters(shape).total - 96 * 16);
});

test('learned positions beside rotary ones are T more rows of the embedding, and cost no FLOPs', () => {
  const rotary = defaultShape(16);
  const both: CountedShape = { ...rotary, positions: 'both' };
  const { embedding, total, ...others } = countParameters(rotary);
  expect(countParameters(both)).toEqual({
    ...others,
    embedding: embedding + 128 * 16,
    total: total + 128 * 16,
  });
  expect(forwardFlopsPerToken(both)).toBe(forwardFlopsPerToken(rotary));
});

test('forward FLOPs are the sum over the weights, attention and the head', () => {
  expect(forwardFlopsPerToken(defaultShape(8))).toBe(2 * 1536 + 2 * 2 * 128 * 8 + 2 * 8 * 96);
});

test('a tied head computes as much as an untied one', () => {
  const shape = defaultShape(32);
  expect(forwardFlopsPerToken({ ...shape, tiedHead: true })).toBe(forwardFlopsPerToken(shape));
});

test.each([
  [8, 2.83],
  [32, 1.46],
  [96, 1.15],
])('exact training FLOPs at d = %i are %f times 6·N·D', (width, ratio) => {
  const shape = defaultShape(width);
  const simple = sixND(countParameters(shape).nonEmbedding, 4_100_000);
  expect(trainingFlops(shape, 4_100_000) / simple).toBeCloseTo(ratio, 2);
});

test('GPT-3 by 6·N·D took 3,640 petaFLOP/s-days', () => {
  expect(petaflopDays(sixND(174.6e9, 300e9))).toBeCloseTo(3640, -1);
});
