const ROTATIONS = [13, 15, 26, 6, 17, 29, 16, 24];
const PARITY = 0x1bd11bda;

function rotateLeft(x: number, by: number): number {
  return (x << by) | (x >>> (32 - by));
}

/**
 * Threefry-2x32 with 20 rounds (Salmon et al. 2011): two 32-bit words from a key and a counter of two words each.
 * Counter-based: no state, so any draw can be repeated. The same numbers as `threefry` in shaders/window-order.wgsl.
 */
export function threefry(
  key: readonly [number, number],
  counter: readonly [number, number],
): [number, number] {
  const schedule = [key[0], key[1], PARITY ^ key[0] ^ key[1]];
  let x = (counter[0] + key[0]) | 0;
  let y = (counter[1] + key[1]) | 0;
  for (let round = 0; round < 20; round++) {
    x = (x + y) | 0;
    y = rotateLeft(y, ROTATIONS[round % 8]) ^ x;
    if (round % 4 === 3) {
      const injection = (round >> 2) + 1;
      x = (x + schedule[injection % 3]) | 0;
      y = (y + schedule[(injection + 1) % 3] + injection) | 0;
    }
  }
  return [x >>> 0, y >>> 0];
}

/** A number in [0, 1) from the upper 24 bits of a word: exact in float32. */
export function unitInterval(word: number): number {
  return (word >>> 8) / 0x1000000;
}
