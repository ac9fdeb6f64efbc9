import { studentQuantile } from '../stats/student.ts';

const PERCENTILE = 0.975;

export interface NoiseLevel {
  /** Standard deviation of the noise. */
  sigma: number;
  /** Its degrees of freedom: runs minus parameters. */
  freedom: number;
}

/** The least rise, for runs that a law fits exactly: smaller ones are rounding. */
const LEAST_RISE = 1e-14;

/**
 * By how much the objective of a fit rises from its minimum to either end of the 95 % interval of one parameter. For
 * half the sum of squares it is t²·σ²/2, which is exact if the law is linear. For Huber's loss ρ it is t²·E[ρ'²] /
 * (2·E[ρ'']) under normal noise (Huber 1964; Schrader & Hettmansperger 1980). With δ far below the noise the fit
 * maximises the likelihood of Laplace noise; that likelihood would give intervals that are too narrow by a fifth.
 *
 * @param delta Huber's δ, ∞ for squares
 */
export function profileRise(delta: number, { sigma, freedom }: NoiseLevel): number {
  const t = studentQuantile(PERCENTILE, freedom);
  const bound = delta / sigma;
  const within = shareWithin(bound);
  const outside = delta === Infinity ? 0 : delta * delta * (1 - within);
  const squares = sigma * sigma * (within - 2 * boundDensity(bound)) + outside;
  return sigma > 0 ? Math.max((t * t * squares) / (2 * within), LEAST_RISE) : LEAST_RISE;
}

/** The share of a standard normal distribution within ±bound, by its series about 0 (Abramowitz & Stegun 26.2.11). */
function shareWithin(bound: number): number {
  if (bound > 6) return 1;
  let term = bound;
  let sum = bound;
  for (let k = 3; term > 1e-17 * sum; k += 2) {
    term *= (bound * bound) / k;
    sum += term;
  }
  return 2 * density(bound) * sum;
}

/** bound·φ(bound). */
function boundDensity(bound: number): number {
  return bound > 40 ? 0 : bound * density(bound);
}

function density(z: number): number {
  return Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
}
