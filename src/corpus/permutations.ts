import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';

/**
 * `[contexts, V]`: for each context an order of its own of all symbols, drawn by Plackett and Luce's rule: one symbol
 * after another, each with a probability in proportion to its weight among those left.
 *
 * @param weights [V], positive
 */
export function drawPermutations(
  contexts: number,
  weights: Float64Array,
  random: RandomGenerator,
): Uint8Array {
  const table = new Uint8Array(contexts * weights.length);
  for (let context = 0; context < contexts; context++) {
    table.set(drawPermutation(weights, random), context * weights.length);
  }
  return table;
}

/** Exponential waiting times at rates that are the weights end in that order. */
function drawPermutation(weights: Float64Array, random: RandomGenerator): Uint8Array {
  const waits = weights.map((weight) => -Math.log(1 - uniformFloat64(random)) / weight);
  return Uint8Array.from(weights.keys()).sort((a, b) => waits[a] - waits[b]);
}
