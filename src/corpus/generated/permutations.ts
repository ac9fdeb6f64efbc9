import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';

/**
 * `[contexts, V]`: each context has its own order of all symbols, drawn by the Plackett–Luce rule. The rule draws one
 * symbol after another, each with a probability proportional to its weight among the remaining symbols.
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

/** Sorts exponential waiting times whose rates are the weights, which gives the same distribution. */
function drawPermutation(weights: Float64Array, random: RandomGenerator): Uint8Array {
  const waits = weights.map((weight) => -Math.log(1 - uniformFloat64(random)) / weight);
  return Uint8Array.from(weights.keys()).sort((a, b) => waits[a] - waits[b]);
}
