// Draws the samples of benchmarks whose medians are known. Knows nothing of how intervals are made.
import type { BenchmarkResult, EntryTimes } from '../../../src/benchmark/result.ts';

/** How the times of a simulated machine vary. */
export interface World {
  entries: number;
  /** Samples of a pass. */
  samples: number;
  /** Standard deviation of the logarithm of a sample, by entry. */
  noise: (entry: number) => number;
  /** Correlation of a sample's noise with that of the sample before. */
  correlation?: number;
  /** Level of the machine's times at a place of the run, from 0 to 1. */
  drift?: (place: number, amount: number) => number;
  /** Share of slow samples, which take 1.5 to 2 times as long. */
  slow?: number;
  /** Seconds that a sample takes, by entry; the same for all if left out. */
  lasts?: (entry: number) => number;
}

export interface SimulatedTimes {
  entries: EntryTimes[];
  order: string[];
  /** The median of each entry's times at the middle of the run, ms. */
  medians: number[];
}

/** A stream of numbers from 0 to 1 (mulberry32). */
export function uniforms(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Draws runs of a benchmark in a world. */
export function simulatedTimes(world: World, uniform: () => number): () => SimulatedTimes {
  const numbers = Array.from({ length: world.entries }, (_, entry) => entry);
  const known = numbers.map((entry) => Math.exp(medianNoise(world.noise(entry), world.slow ?? 0)));
  return () => simulatedRun(world, known, uniform);
}

function simulatedRun(world: World, known: readonly number[], uniform: () => number): SimulatedTimes {
  const { correlation = 0, drift = () => 1, slow = 0, lasts = () => 0.2 } = world;
  const normal = (): number => normalFrom(uniform);
  const amount = 2 * uniform() - 1;
  const numbers = [...known.keys()];
  const shuffled = numbers
    .map((entry) => ({ entry, at: uniform() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ entry }) => entry);
  const bases = numbers.map((entry) => 0.2 * 1.7 ** entry);
  const whole = 2 * world.samples * numbers.reduce((sum, entry) => sum + lasts(entry), 0);
  const passes = numbers.map((): [number[], number[]] => [[], []]);
  let [clock, noise] = [0, normal()];
  for (const [pass, sequence] of [shuffled, shuffled.toReversed()].entries()) {
    for (const entry of sequence) {
      for (let i = 0; i < world.samples; i++) {
        noise = correlation * noise + Math.sqrt(1 - correlation ** 2) * normal();
        const place = (clock + lasts(entry) / 2) / whole;
        const stalled = uniform() < slow ? 1.5 + uniform() / 2 : 1;
        const level = drift(place, amount);
        passes[entry]?.[pass]?.push(
          (bases[entry] ?? 1) * level * stalled * Math.exp(world.noise(entry) * noise),
        );
        clock += lasts(entry);
      }
    }
  }
  return {
    entries: numbers.map((entry) => ({
      name: `entry ${entry}`,
      kernels: '',
      warmUpSteps: 0,
      // The time of a step is the only thing that differs between samples that last as long.
      stepsPerSample: (1000 * lasts(entry)) / (bases[entry] ?? 1),
      passes: passes[entry] ?? [[], []],
      losses: [],
      dispatchesPerStep: 0,
      bytesHeld: 0,
    })),
    order: shuffled.map((entry) => `entry ${entry}`),
    medians: known.map((median, entry) => (bases[entry] ?? 1) * drift(0.5, amount) * median),
  };
}

/** A result with fresh noise on every sample, of this standard deviation of its logarithm. */
export function simulatedMachine(
  result: BenchmarkResult,
  deviation: number,
  uniform: () => number,
): BenchmarkResult {
  const noisy = (centre: number): number => centre * Math.exp(deviation * normalFrom(uniform));
  return {
    ...result,
    entries: result.entries.map((entry) => {
      const [[centre = 1]] = entry.passes;
      return {
        ...entry,
        passes: [entry.passes[0].map(() => noisy(centre)), entry.passes[1].map(() => noisy(centre))],
      };
    }),
  };
}

/** A standard normal number (Box & Muller 1958). */
function normalFrom(uniform: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
}

/** The median of the logarithm of a sample's noise, with its share of slow samples, by bisection. */
function medianNoise(deviation: number, slow: number): number {
  const below = (log: number): number => {
    const steps = 200;
    let late = 0;
    for (let i = 0; i < steps; i++)
      late += normalBelow((log - Math.log(1.5 + (i + 0.5) / steps / 2)) / deviation);
    return (1 - slow) * normalBelow(log / deviation) + (slow * late) / steps;
  };
  let [low, high] = [-deviation, Math.LN2 + deviation];
  for (let i = 0; i < 50; i++) {
    const middle = (low + high) / 2;
    if (below(middle) < 0.5) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** The distribution function of the standard normal, by Simpson's rule. */
function normalBelow(z: number): number {
  const end = Math.max(Math.min(z, 8), -8);
  const steps = 40;
  let sum = 0;
  for (let i = 0; i <= steps; i++) {
    const weight = i === 0 || i === steps ? 1 : i % 2 === 1 ? 4 : 2;
    sum += weight * Math.exp(-(((end * i) / steps) ** 2) / 2);
  }
  return 0.5 + (sum * end) / steps / 3 / Math.sqrt(2 * Math.PI);
}
