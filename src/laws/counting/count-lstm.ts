import type { ParameterCount } from './parameter-count.ts';

/** The sizes of an LSTM that decide how many numbers it has and how much it computes. */
export interface CountedLstm {
  kind: 'lstm';
  /** V, distinct tokens. */
  vocabulary: number;
  /** C: of the embedding, and units of a layer. */
  width: number;
  /** L. */
  layers: number;
}

/** N = 8·d²·L: four gates, each with a matrix for the input and one for the output of the position before. */
export function lstmParameters({ vocabulary, width, layers }: CountedLstm): ParameterCount {
  const nonEmbedding = 8 * width ** 2 * layers;
  const embedding = vocabulary * width;
  const biases = 4 * width * layers;
  return { nonEmbedding, embedding, head: embedding, total: nonEmbedding + 2 * embedding + biases };
}

/** FLOPs of one token's forward pass: 2·N for the weights and 2·d·V for the head. */
export function lstmForwardFlopsPerToken(shape: CountedLstm): number {
  return 2 * lstmParameters(shape).nonEmbedding + 2 * shape.width * shape.vocabulary;
}
