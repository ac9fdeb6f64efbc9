import { expect, test } from 'vitest';
import { chinchillaFlopsByPart } from '../../../src/laws/counting/chinchilla-flops.ts';
import { countParameters, epochs, trainingFlops } from '../../../src/laws/counting/count-parameters.ts';
import type { CountedShape } from '../../../src/laws/counting/count-parameters.ts';
import { CONVENTIONS, countBy } from '../../../src/laws/counting/counting-convention.ts';
import { parametersBy } from '../../../src/laws/counting/parameter-convention.ts';
import { GPT3_COMPUTE_TABLE } from '../../../src/laws/published/gpt3-table.ts';

const SHAPE: CountedShape = {
  vocabulary: 7,
  context: 5,
  width: 4,
  layers: 3,
  heads: 2,
  feedForward: 6,
  positions: 'learned',
  tiedHead: false,
};

/** GPT-3's models, Brown et al. 2020, table 2.1: layers and width. */
const GPT3_SHAPES: Record<string, readonly [number, number]> = {
  'GPT-3 Small': [12, 768],
  'GPT-3 Medium': [24, 1024],
  'GPT-3 Large': [24, 1536],
  'GPT-3 XL': [24, 2048],
  'GPT-3 2.7B': [32, 2560],
  'GPT-3 6.7B': [32, 4096],
  'GPT-3 13B': [40, 5120],
  'GPT-3 175B': [96, 12288],
};

function gptShape(layers: number, width: number, heads = width / 64): CountedShape {
  return {
    vocabulary: 50257,
    context: 2048,
    width,
    layers,
    heads,
    feedForward: 4 * width,
    positions: 'learned',
    tiedHead: true,
  };
}

test('each convention counts its groups of parameters', () => {
  const { nonEmbedding, embedding, head, total } = countParameters(SHAPE);
  expect(parametersBy('non-embedding', SHAPE)).toBe(nonEmbedding);
  expect(parametersBy('with-embedding', SHAPE)).toBe(nonEmbedding + embedding);
  expect(parametersBy('with-head', SHAPE)).toBe(nonEmbedding + head);
  expect(parametersBy('total', SHAPE)).toBe(total);
});

test('the matrix that makes logits counts with the head, tied or not', () => {
  expect(parametersBy('with-head', { ...SHAPE, tiedHead: true })).toBe(parametersBy('with-head', SHAPE));
});

test.each(Object.entries(GPT3_SHAPES))(
  "GPT-3's convention gives the N of its table for %s within 1 %%",
  (model, [layers, width]) => {
    const row = GPT3_COMPUTE_TABLE.find((published) => published.model === model);
    const { parameters, flopsPerToken } = countBy(CONVENTIONS['gpt-3'], gptShape(layers, width));
    expect(Math.abs(parameters / (row?.parameters ?? 0) - 1)).toBeLessThan(0.01);
    expect(flopsPerToken).toBe(6 * parameters);
  },
);

test("Kaplan's convention is 6·N without embeddings", () => {
  const { nonEmbedding } = countParameters(SHAPE);
  expect(countBy(CONVENTIONS.kaplan, SHAPE)).toEqual({
    parameters: nonEmbedding,
    flopsPerToken: 6 * nonEmbedding,
  });
});

test('the exact convention counts the FLOPs of training', () => {
  expect(countBy(CONVENTIONS.exact, SHAPE).flopsPerToken * 10).toBe(trainingFlops(SHAPE, 10));
});

test("Chinchilla's count equals appendix F, sequence by sequence", () => {
  const { vocabulary: V, context: T, width: d, layers: L, heads: H, feedForward: F } = SHAPE;
  const attention = 2 * 3 * T * d * d + 2 * T * T * d + 3 * H * T * T + 2 * T * T * d + 2 * T * d * d;
  const sequence = 2 * T * V * d + L * (attention + 2 * T * (d * F + d * F)) + 2 * T * d * V;
  expect(countBy(CONVENTIONS.chinchilla, SHAPE).flopsPerToken * T).toBe(3 * sequence);
});

test.each([
  [10, 640, 10, 1.03],
  [20, 1024, 16, 1.1],
  [24, 1280, 10, 1.08],
  [26, 1792, 14, 1.04],
  [28, 2048, 16, 1.03],
  [40, 3584, 28, 0.99],
])(
  "the blocks of %i layers of width %i cost the share of 6·N in Hoffmann's table A4",
  (layers, width, heads, ratio) => {
    const shape = { ...gptShape(layers, width, heads), vocabulary: 32_000 };
    // Their attention has relative positions, so each layer has one more matrix.
    const parameters = 13 * layers * width * width + 32_000 * width;
    expect((3 * chinchillaFlopsByPart(shape).blocks) / (6 * parameters)).toBeCloseTo(ratio, 2);
  },
);

test('epochs are tokens divided by distinct tokens', () => {
  expect(epochs(4_096_000, 1_024_000)).toBe(4);
  expect(epochs(1000, 4000)).toBe(0.25);
});
