import { feistelHalfBits } from '../../../src/engine/ops/window-order.ts';
import { threefry } from '../../../src/engine/random/threefry.ts';

const FEISTEL_ROUNDS = 6;

/**
 * The window at place `drawn` of a lane's endless order, among `windows`. Every epoch has its own permutation. The same
 * numbers as `permuted` in shaders/window-order.wgsl.
 */
export function windowAt(orderSeed: number, drawn: number, windows: number): number {
  const key: [number, number] = [orderSeed, Math.floor(drawn / windows)];
  const halfBits = feistelHalfBits(windows);
  const mask = 2 ** halfBits - 1;
  let place = drawn % windows;
  do {
    let left = place >>> halfBits;
    let right = place & mask;
    for (let round = 0; round < FEISTEL_ROUNDS; round++) {
      const mixed = left ^ (threefry(key, [round, right])[0] & mask);
      left = right;
      right = mixed;
    }
    place = ((left << halfBits) | right) >>> 0;
  } while (place >= windows);
  return place;
}
