// An estimate of a source's entropy from samples. Does not use the entropy that the source states.

/**
 * Entropy in nats of the next symbol given its state, estimated from counts with Miller and Madow's correction: half a
 * nat for every distinct symbol after the first of each state, divided by the number of all symbols.
 *
 * @param states [n] of each symbol
 */
export function conditionalEntropy(states: ArrayLike<number>, next: ArrayLike<number>): number {
  const counts = new Map<number, Map<number, number>>();
  for (let i = 0; i < next.length; i++) {
    const seen = counts.get(states[i]) ?? new Map<number, number>();
    counts.set(states[i], seen);
    seen.set(next[i], (seen.get(next[i]) ?? 0) + 1);
  }
  let nats = 0;
  for (const seen of counts.values()) {
    const total = [...seen.values()].reduce((sum, count) => sum + count, 0);
    for (const count of seen.values()) nats -= count * Math.log(count / total);
    nats += (seen.size - 1) / 2;
  }
  return nats / next.length;
}
