/** Of counts over simulated sweeps, those whose share is not honest for a 95 % interval: a percentage each. */
export function strays(held: Readonly<Record<string, number>>, sweeps: number): [string, number][] {
  return Object.entries(held)
    .map(([name, count]): [string, number] => [name, (100 * count) / sweeps])
    .filter(([, percent]) => percent < 93 || percent > 97);
}
