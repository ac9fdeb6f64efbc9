const CONTEXT = 2048;
const VOCABULARY = 50_304;
const HEAD_SIZE = 128;

/**
 * FLOPs a token of training a Gemstone, as its authors count them: heads of 128 of which two share keys and values, a
 * gated feed-forward four times as wide, causal scores at half their cost, and attention's backward at 2.5 times its
 * forward.
 *
 * @param {number} width
 * @param {number} layers
 */
export function gemstoneFlops(width, layers) {
  const matrices = 90 * width;
  const scores = 10.5 * CONTEXT * (1 + 1 / HEAD_SIZE);
  const vectors = 183.75;
  const head = 3 * (7 + 2 * VOCABULARY);
  return width * (layers * (matrices + scores + vectors) + head);
}
