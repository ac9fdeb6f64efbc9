import { countParameters, trainingFlops } from '../counting/count-parameters.ts';
import type { CountedShape } from '../counting/count-parameters.ts';

/** One model that a sweep might train on so many tokens. */
export interface SweepCandidate {
  /** d_model. */
  width: number;
  /** N, without embeddings. */
  parameters: number;
  /** D. */
  tokens: number;
  /** C of one seed in FLOPs. */
  flops: number;
}

/** Every shape at every number of tokens, with what it costs by the exact count. */
export function sweepCandidates(
  shapes: readonly CountedShape[],
  tokens: readonly number[],
): SweepCandidate[] {
  return tokens.flatMap((count) =>
    shapes.map((shape) => ({
      width: shape.width,
      parameters: countParameters(shape).nonEmbedding,
      tokens: count,
      flops: trainingFlops(shape, count),
    })),
  );
}
