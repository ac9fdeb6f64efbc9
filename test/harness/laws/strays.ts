/**
 * The counts over simulated sweeps that are too low or too high for 95 % intervals: not 93 to 97 %. Gives their
 * percentages.
 */
export function strays(held: Readonly<Record<string, number>>, sweeps: number): [string, number][] {
  return Object.entries(held)
    .map(([name, count]): [string, number] => [name, (100 * count) / sweeps])
    .filter(([, percent]) => percent < 93 || percent > 97);
}
