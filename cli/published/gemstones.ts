const CONTEXT = 2048;
const VOCABULARY = 50_304;
const HEAD_SIZE = 128;

/**
 * Training FLOPs per token of a Gemstone, as its authors count them: heads of 128 with two heads for each key and value, a
 * gated feed-forward layer four times as wide, causal scores at half their cost, and a backward pass of attention that
 * costs 2.5 times its forward pass.
 */
export function gemstoneFlops(width: number, layers: number): number {
  const matrices = 90 * width;
  const scores = 10.5 * CONTEXT * (1 + 1 / HEAD_SIZE);
  const vectors = 183.75;
  const head = 3 * (7 + 2 * VOCABULARY);
  return width * (layers * (matrices + scores + vectors) + head);
}
