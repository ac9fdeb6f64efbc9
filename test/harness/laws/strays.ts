// Finds the coverages outside 93 to 97 %. Simulates nothing.

/** The counts that are outside 93 to 97 % of the simulated sweeps, as percentages. */
export function strays(held: Readonly<Record<string, number>>, sweeps: number): [string, number][] {
  return Object.entries(held)
    .map(([name, count]): [string, number] => [name, (100 * count) / sweeps])
    .filter(([, percent]) => percent < 93 || percent > 97);
}
