import { expect, test } from 'vitest';
import {
  countParameters,
  forwardFlopsPerToken,
  trainingFlops,
} from '../../../src/laws/counting/count-parameters.ts';

const SHAPE = { kind: 'lstm', vocabulary: 86, width: 32, layers: 2 } as const;

test('an LSTM has 8·d² numbers in the matrices of a layer, and one bias for each gate', () => {
  const { nonEmbedding, embedding, head, total } = countParameters(SHAPE);
  expect(nonEmbedding).toBe(2 * 8 * 32 ** 2);
  expect([embedding, head]).toEqual([86 * 32, 86 * 32]);
  expect(total).toBe(nonEmbedding + embedding + head + 2 * 4 * 32);
});

test('a token costs two FLOPs for each number of the matrices and of the head, and training three times as many', () => {
  expect(forwardFlopsPerToken(SHAPE)).toBe(2 * 16_384 + 2 * 32 * 86);
  expect(trainingFlops(SHAPE, 10)).toBe(30 * forwardFlopsPerToken(SHAPE));
});
