import type { Allocation } from '../../../src/laws/joint/optimal-allocation.ts';

const FLOPS_PER_PARAMETER_AND_TOKEN = 6;
const GOLDEN = (Math.sqrt(5) - 1) / 2;
/** In log N. A minimum can be found only to the square root of the rounding error. */
const SEARCH_TOLERANCE = 1e-9;

/**
 * The allocation with the least loss by golden-section search over log N (Kiefer 1953), for laws without a closed form.
 *
 * @param predict the loss; along C = 6·N·D it must have one minimum
 * @param compute C in FLOPs, more than 6
 */
export function optimalAllocation(predict: (run: Allocation) => number, compute: number): Allocation {
  const product = compute / FLOPS_PER_PARAMETER_AND_TOKEN;
  const along = (logN: number) => allocationAt(logN, product);
  const logN = goldenSection((at) => predict(along(at)), 0, Math.log(product));
  return along(logN);
}

function allocationAt(logN: number, product: number): Allocation {
  return { parameters: Math.exp(logN), tokens: product / Math.exp(logN) };
}

function goldenSection(f: (at: number) => number, from: number, to: number): number {
  let [low, high] = [from, to];
  let [left, right] = [high - GOLDEN * (high - low), low + GOLDEN * (high - low)];
  let [atLeft, atRight] = [f(left), f(right)];
  while (high - low > SEARCH_TOLERANCE) {
    if (atLeft <= atRight) {
      [high, right, atRight] = [right, left, atLeft];
      left = high - GOLDEN * (high - low);
      atLeft = f(left);
    } else {
      [low, left, atLeft] = [left, right, atRight];
      right = low + GOLDEN * (high - low);
      atRight = f(right);
    }
  }
  return (low + high) / 2;
}
