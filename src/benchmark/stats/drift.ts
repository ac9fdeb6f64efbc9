import { median } from './median.ts';

/** A form of drift: its time constant as a share of the run. ∞ is a straight line, and null is no drift. */
export type DriftForm = number | null;

/** The forms that are tried if there are enough entries to tell them apart. */
export const DRIFT_FORMS: readonly DriftForm[] = [Infinity, 1, 0.5, 0.25, 0.125];

/**
 * How far drift has come at a place of the run, from 0 at its middle, in units of all of the drift: a straight line, or an
 * approach to a temperature, 1 − exp(−t/τ).
 */
export function driftFrom(form: DriftForm): (place: number) => number {
  if (form === null) return () => 0;
  if (form === Infinity) return (place) => place - 0.5;
  const whole = -Math.expm1(-1 / form);
  return (place) => (Math.exp(-0.5 / form) - Math.exp(-place / form)) / whole;
}

/** A difference beyond so many standard deviations counts as if it were so large. */
const BOUND = 3.5;
/** Standard deviations of normal numbers in the median of their sizes. */
const PER_MEDIAN = 1.4826;
/** Rounds until weights settle. */
const ROUNDS = 8;

/** The amplitude of drift, and what the passes differ by beside it. */
export interface Amplitude {
  amplitude: number;
  /** Its variance if the differences have a variance of 1. */
  variance: number;
  /** Sum of squares of what remains of the differences. */
  squares: number;
}

/**
 * Fits the differences between two passes by the drift between them, with Huber's weights, so that one bad pass decides
 * nothing.
 *
 * @param differences of the logarithms of each entry's two passes, over the standard deviations to expect
 * @param steps of the drift between the passes, over the same
 */
export function fitAmplitude(differences: readonly number[], steps: readonly number[]): Amplitude {
  const sum = (term: (difference: number, step: number, k: number) => number): number =>
    differences.reduce((total, difference, k) => total + term(difference, steps[k] ?? 0, k), 0);
  let weights = differences.map(() => 1);
  let told = { amplitude: 0, variance: 0, squares: 0 };
  for (let round = 0; round < ROUNDS; round++) {
    const bound = sum((_, step, k) => (weights[k] ?? 0) * step ** 2);
    const product = sum((difference, step, k) => (weights[k] ?? 0) * step * difference);
    const amplitude = bound > 0 ? product / bound : 0;
    const rest = differences.map((difference, k) => Math.abs(difference - amplitude * (steps[k] ?? 0)));
    const most = BOUND * Math.max(1, PER_MEDIAN * median(rest));
    weights = rest.map((size) => Math.min(1, most / size));
    told = {
      amplitude,
      variance: bound > 0 ? 1 / bound : 0,
      squares: rest.reduce((total, size) => total + Math.min(size, most) ** 2, 0),
    };
  }
  return told;
}
