import { countParameters } from './count-parameters.ts';
import type { CountedNetwork } from './count-parameters.ts';

/**
 * Which numbers N counts. The same runs give an exponent of N_opt of 0.37, 0.52 or 0.68, depending on this convention.
 */
export type ParameterConvention =
  /** Matrices of the blocks: Kaplan et al. 2020. */
  | 'non-embedding'
  /** The blocks, and the matrices that read tokens and learned positions. */
  | 'with-embedding'
  /**
   * The blocks and the matrix that makes logits, tied or not: every matrix that takes part in the computation (Porian
   * et al. 2024).
   */
  | 'with-head'
  /** Every trainable number: Brown et al. 2020, Hoffmann et al. 2022. */
  | 'total';

/** N of a shape by a convention. */
export function parametersBy(convention: ParameterConvention, shape: CountedNetwork): number {
  const { nonEmbedding, embedding, total } = countParameters(shape);
  const counts: Record<ParameterConvention, number> = {
    'non-embedding': nonEmbedding,
    'with-embedding': nonEmbedding + embedding,
    'with-head': nonEmbedding + shape.width * shape.vocabulary,
    total,
  };
  return counts[convention];
}
