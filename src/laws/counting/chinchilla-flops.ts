import type { CountedShape } from './count-parameters.ts';

/** Forward FLOPs of one token, by part of the model. */
export interface FlopsByPart {
  /** The embedding as a product with one-hot vectors: 2·V·d. */
  embedding: number;
  /** All blocks: projections, logits, softmax and reduction of attention, and the feed-forward layer. */
  blocks: number;
  /** Logits over the vocabulary: 2·d·V. */
  head: number;
}

/**
 * The full count of Hoffmann et al. 2022, appendix F, per token. Every query is multiplied with all T keys: keys that a
 * causal mask hides are counted too. The ratios to 6·N·D in their table A4 count the blocks alone.
 */
export function chinchillaFlopsByPart(shape: CountedShape): FlopsByPart {
  const { vocabulary, context, width, layers, heads, feedForward } = shape;
  const projections = 2 * width * 3 * width + 2 * width * width;
  const attention = 2 * context * width + 3 * heads * context + 2 * context * width;
  const dense = 2 * (width * feedForward + feedForward * width);
  return {
    embedding: 2 * vocabulary * width,
    blocks: layers * (projections + attention + dense),
    head: 2 * width * vocabulary,
  };
}

/** FLOPs of one token's forward pass by Hoffmann et al. 2022, appendix F: embedding, blocks and head. */
export function chinchillaForwardFlopsPerToken(shape: CountedShape): number {
  const { embedding, blocks, head } = chinchillaFlopsByPart(shape);
  return embedding + blocks + head;
}
