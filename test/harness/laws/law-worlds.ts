// Worlds of sweeps: true laws, widths that leave them, and seeds. Fits nothing and uses no code of the laws.

/** One finished model. */
export interface WorldPoint {
  x: number;
  loss: number;
}

/** What is true of a sweep, all deviations of log loss. */
export interface World {
  law(x: number): number;
  /** α of the law, or of its last piece. */
  exponent: number;
  /** Standard deviation over seeds of a width. */
  seeds: number;
  /** Standard deviation between widths about the law. */
  between: number;
}

const WIDTHS = [8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512];

/** N of the first `count` widths from 8 on, and of the one after them: two layers have 24·d² parameters. */
export function worldSizes(count: number): { sizes: number[]; next: number } {
  const all = WIDTHS.map((width) => 24 * width ** 2);
  return { sizes: all.slice(0, count), next: all[count] };
}

/** The true laws, by name: without a floor, with a small, a middling and a large one, and with a break at d = 32. */
export const LAWS = {
  pure: { law: (x: number) => (5e5 / x) ** 0.115, exponent: 0.115 },
  small: { law: (x: number) => 0.35 + (1e5 / x) ** 0.16, exponent: 0.16 },
  middling: { law: (x: number) => 0.6 + (2e4 / x) ** 0.25, exponent: 0.25 },
  large: { law: (x: number) => 1.01 + (1850 / x) ** 0.436, exponent: 0.436 },
  broken: { law: (x: number) => 1.4 * (24_576 / x) ** (x < 24_576 ? 0.2 : 0.08), exponent: 0.08 },
} as const satisfies Record<string, Pick<World, 'law' | 'exponent'>>;

/** One sweep: `seeds[i]` models of `sizes[i]`, and one model of the next size. */
export function sweepOf(
  { law, seeds: seedDeviation, between }: World,
  { sizes, next }: { sizes: readonly number[]; next: number },
  seeds: readonly number[],
  normal: () => number,
): { points: WorldPoint[]; nextLoss: number } {
  const lossesAt = (x: number, count: number) => {
    const width = law(x) * Math.exp(between * normal());
    return Array.from({ length: count }, () => ({ x, loss: width * Math.exp(seedDeviation * normal()) }));
  };
  const points = sizes.flatMap((x, i) => lossesAt(x, seeds[i]));
  return { points, nextLoss: lossesAt(next, 1)[0].loss };
}

/** Standard normal numbers by their own generator (mulberry32), the same for the same seed. */
export function worldNoise(seed: number): () => number {
  let state = seed >>> 0;
  const uniform = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
}
