import { lstmForwardFlopsPerToken, lstmParameters, type CountedLstm } from './count-lstm.ts';
import type { ParameterCount } from './parameter-count.ts';

/** The sizes of a transformer that decide how many numbers it has and how much it computes. */
export interface CountedShape {
  /** Left out for a transformer, so that a calculator can count bare sizes. */
  kind?: 'transformer';
  /** V, distinct tokens. */
  vocabulary: number;
  /** T, tokens in a window. */
  context: number;
  /** C, d_model; the attention width d_attn is the same. */
  width: number;
  /** L. */
  layers: number;
  /** H; only Chinchilla's count of FLOPs depends on it, through the softmax. */
  heads: number;
  /** F, d_ff. */
  feedForward: number;
  /** Learned positions have a table of T rows; rotary ones have no parameters. */
  positions: 'rotary' | 'learned' | 'both';
  /** Whether the head shares the token embedding's matrix. */
  tiedHead: boolean;
}

const FLOPS_PER_PETAFLOP_DAY = 8.64e19;

/** The sizes of any network. */
export type CountedNetwork = CountedShape | CountedLstm;

/** Counts the parameters of one model. */
export function countParameters(shape: CountedNetwork): ParameterCount {
  return shape.kind === 'lstm' ? lstmParameters(shape) : transformerParameters(shape);
}

/** FLOPs of one token's forward pass. */
export function forwardFlopsPerToken(shape: CountedNetwork): number {
  return shape.kind === 'lstm' ? lstmForwardFlopsPerToken(shape) : transformerForwardFlopsPerToken(shape);
}

/** N = 2·d·L·(2·d_attn + d_ff), Kaplan et al. 2020, table 1; the head has no bias. */
function transformerParameters(shape: CountedShape): ParameterCount {
  const nonEmbedding = countNonEmbedding(shape);
  const positions = shape.positions === 'rotary' ? 0 : shape.context;
  const embedding = shape.width * (shape.vocabulary + positions);
  const head = shape.tiedHead ? 0 : shape.width * shape.vocabulary;
  return { nonEmbedding, embedding, head, total: nonEmbedding + embedding + head + countVectors(shape) };
}

/**
 * FLOPs of one token's forward pass: 2·N for the weights, 2·L·T·d_attn for attention over a full context (Kaplan et al.
 * 2020, table 1) and 2·d·V for the head, tied or not.
 */
function transformerForwardFlopsPerToken(shape: CountedShape): number {
  const { vocabulary, context, width, layers } = shape;
  return 2 * countNonEmbedding(shape) + 2 * layers * context * width + 2 * width * vocabulary;
}

/** FLOPs of training on `tokens` tokens: the backward pass costs two forward passes. */
export function trainingFlops(shape: CountedNetwork, tokens: number): number {
  return 3 * forwardFlopsPerToken(shape) * tokens;
}

/** C = 6·N·D in FLOPs, the simple convention of Kaplan et al. 2020, section 2.1. */
export function sixND(parameters: number, tokens: number): number {
  return 6 * parameters * tokens;
}

/** How often training sees each token: D over U, the distinct tokens. */
export function epochs(tokens: number, uniqueTokens: number): number {
  return tokens / uniqueTokens;
}

/** FLOPs in petaFLOP/s-days: 1e15 · 24 · 3600 = 8.64e19 FLOPs each. */
export function petaflopDays(flops: number): number {
  return flops / FLOPS_PER_PETAFLOP_DAY;
}

function countNonEmbedding({ width, layers, feedForward }: CountedShape): number {
  return 2 * width * layers * (2 * width + feedForward);
}

/** Biases of qkv (3·d), proj (d), fc1 (F), fc2 (d); gain and bias of two norms a layer and of the last one. */
function countVectors({ width, layers, feedForward }: CountedShape): number {
  return layers * (3 * width + width + feedForward + width + 4 * width) + 2 * width;
}
