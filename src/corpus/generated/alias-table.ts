/** One draw from a finite distribution, by one 32-bit word. */
export type Draw = (word: number) => number;

/**
 * Draws in constant time, by the alias method (Walker 1977; Vose 1991): each of n equal columns holds its own outcome up
 * to a threshold and one other outcome above it.
 *
 * @param probabilities of the outcomes 0 … n−1, summing to 1
 * @returns an outcome for every 32-bit word, signed or not; probabilities are exact to n / 2³²
 */
export function aliasTable(probabilities: Float64Array): Draw {
  const count = probabilities.length;
  const left = probabilities.map((p) => p * count);
  const threshold = new Float64Array(count).fill(1);
  const alias = Int32Array.from({ length: count }, (_, i) => i);
  const poor = placesWhere(left, (share) => share < 1);
  const rich = placesWhere(left, (share) => share >= 1);
  while (poor.length > 0 && rich.length > 0) {
    const [taker, giver] = [poor.pop() ?? 0, rich[rich.length - 1]];
    threshold[taker] = left[taker];
    alias[taker] = giver;
    left[giver] -= 1 - left[taker];
    if (left[giver] < 1) poor.push(rich.pop() ?? 0);
  }
  return (word) => {
    const place = ((word >>> 0) / 2 ** 32) * count;
    const column = Math.floor(place);
    return place - column < threshold[column] ? column : alias[column];
  };
}

function placesWhere(values: Float64Array, holds: (value: number) => boolean): number[] {
  return Array.from(values.keys()).filter((place) => holds(values[place]));
}
