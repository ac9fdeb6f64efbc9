// Counts how often what a fit says of simulated sweeps is true of their world. Checks no number.
import { fitScalingLaw } from '../../../src/laws/power-law/scaling-law.ts';
import type { ScalingLaw, ScalingLawOptions } from '../../../src/laws/power-law/scaling-law.ts';
import { isRefusal } from '../../../src/laws/refusal.ts';
import { sweepOf, worldNoise, worldSizes } from './law-worlds.ts';
import type { World } from './law-worlds.ts';

export interface Study {
  world: World;
  /** How many widths, from d = 8 on. */
  widths: number;
  /** Seeds of each width, or of all widths. */
  seeds: number | readonly number[];
  sweeps: number;
  options?: ScalingLawOptions;
}

/** Percentages of the sweeps that had a law. */
export interface Shares {
  /** Loss of one model of the next width inside its ring, and above it. */
  ring: number;
  above: number;
  /** The true loss of the next width inside the band. */
  band: number;
  /** The true exponent inside the interval of the chosen form, and inside the interval over forms. */
  exponent: number;
  averaged: number;
  /** A floor was chosen. */
  floor: number;
  /** A break or a trend was found. */
  break: number;
  trend: number;
}

/** Quantiles at rank 2 of 79: coverage does not depend on the number, only the width of intervals does. */
const REPLICATES = 79;

export function studyWorld({ world, widths, seeds, sweeps, options }: Study): Shares {
  const places = worldSizes(widths);
  const counts = typeof seeds === 'number' ? places.sizes.map(() => seeds) : seeds;
  const noise = worldNoise(1000 * widths + counts[0]);
  const held = { ring: 0, above: 0, band: 0, exponent: 0, averaged: 0, floor: 0, break: 0, trend: 0 };
  let laws = 0;
  for (let i = 0; i < sweeps; i++) {
    const { points, nextLoss } = sweepOf(world, places, counts, noise);
    const fit = fitScalingLaw(points, { replicates: REPLICATES, seed: 7919 * i, ...options });
    if (isRefusal(fit)) continue;
    laws++;
    const seen = look(fit, world, places.next, nextLoss);
    for (const name of Object.keys(held) as (keyof Shares)[]) held[name] += seen[name] ? 1 : 0;
  }
  for (const name of Object.keys(held) as (keyof Shares)[]) held[name] *= 100 / laws;
  return held;
}

function look(fit: ScalingLaw, world: World, next: number, nextLoss: number): Record<keyof Shares, boolean> {
  const ring = fit.ring(next);
  const { found } = fit.misfit();
  return {
    ring: isIn(ring, nextLoss),
    above: nextLoss > ring.high,
    band: isIn(fit.band(next), world.law(next)),
    exponent: isIn(fit.intervals.exponent, world.exponent),
    averaged: fit.average !== null && isIn(fit.average.exponent, world.exponent),
    floor: fit.law.hasFloor,
    break: found === 'break',
    trend: found === 'trend',
  };
}

function isIn({ low, high }: { low: number; high: number }, value: number): boolean {
  return low <= value && value <= high;
}

/** The shares outside their bounds, in words; bounds are percentages. */
export function outside(
  shares: Shares,
  bounds: Partial<Record<keyof Shares, readonly [low: number, high: number]>>,
): string[] {
  return (Object.keys(bounds) as (keyof Shares)[]).flatMap((name) => {
    const [low, high] = bounds[name] ?? [0, 100];
    const share = shares[name];
    return share >= low && share <= high ? [] : [`${name} ${share.toFixed(1)} % is not ${low} to ${high} %`];
  });
}
