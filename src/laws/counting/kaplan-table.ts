import { forwardFlopsPerToken, type CountedShape } from './count-parameters.ts';

/** A row of table 1 of Kaplan et al. 2020. */
export interface CountedOperation {
  operation: string;
  /** Null for an operation without parameters. */
  parameters: number | null;
  /** FLOPs of one token's forward pass. */
  flopsPerToken: number;
}

/** Table 1 of Kaplan et al. 2020 for one model: biases and norms are left out, and d_attn is the width. */
export function kaplanTable(shape: CountedShape): CountedOperation[] {
  const { context, feedForward, layers, vocabulary, width } = shape;
  const positions = shape.positions === 'rotary' ? 0 : context;
  const square = layers * width * width;
  const wide = layers * 2 * width * feedForward;
  return [
    { operation: 'Embed', parameters: (vocabulary + positions) * width, flopsPerToken: 4 * width },
    { operation: 'Attention: QKV', parameters: 3 * square, flopsPerToken: 6 * square },
    { operation: 'Attention: scores', parameters: null, flopsPerToken: 2 * layers * context * width },
    { operation: 'Attention: projection', parameters: square, flopsPerToken: 2 * square },
    { operation: 'Feed-forward', parameters: wide, flopsPerToken: 2 * wide },
    { operation: 'Head', parameters: null, flopsPerToken: 2 * width * vocabulary },
    {
      operation: 'Total without embedding',
      parameters: 4 * square + wide,
      flopsPerToken: forwardFlopsPerToken(shape) - 2 * width * vocabulary,
    },
  ];
}
