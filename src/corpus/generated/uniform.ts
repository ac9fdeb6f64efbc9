import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { UniformRule } from '../uniform.ts';

/** The first tokens of a uniform source. */
export function uniformTokens(
  { vocabulary }: UniformRule,
  seed: number,
  length: number,
): Uint8Array<ArrayBuffer> {
  const random = xoroshiro128plus(seed);
  const scale = vocabulary / 2 ** 32;
  return Uint8Array.from({ length }, () => Math.floor((random.next() >>> 0) * scale));
}
