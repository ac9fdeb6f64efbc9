import { fTail } from './f-tail.ts';
import type { Estimate } from './interval.ts';

const TAIL = 0.025;
/** F with so many degrees of freedom below is χ² over its degrees of freedom, to six digits. */
const ENDLESS = 1e8;
const STEPS = 60;

/**
 * A standard deviation with the 95 % interval that normal numbers give it, from χ².
 *
 * @param deviation of a sample, with n − 1 in its divisor
 * @param freedom n − 1, at least 1
 */
export function deviationInterval(deviation: number, freedom: number): Estimate {
  return {
    value: deviation,
    low: deviation / Math.sqrt(upperQuantile(TAIL, freedom)),
    high: deviation / Math.sqrt(upperQuantile(1 - TAIL, freedom)),
  };
}

/** What χ² over its degrees of freedom exceeds with this probability, by bisection of its logarithm. */
function upperQuantile(probability: number, freedom: number): number {
  let [low, high] = [-20, 5];
  for (let i = 0; i < STEPS; i++) {
    const middle = (low + high) / 2;
    if (fTail(Math.exp(middle), freedom, ENDLESS) > probability) low = middle;
    else high = middle;
  }
  return Math.exp((low + high) / 2);
}
