import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { DelayRule } from '../delay.ts';

/** The first tokens of a delay source; the first `lag` ones are drawn evenly. */
export function delayTokens(
  { vocabulary, lag, copy }: DelayRule,
  seed: number,
  length: number,
): Uint8Array<ArrayBuffer> {
  const random = xoroshiro128plus(seed);
  const uniform = () => (random.next() >>> 0) / 2 ** 32;
  const tokens = new Uint8Array(length);
  for (let i = 0; i < length; i++) {
    const drawn = Math.floor(uniform() * vocabulary);
    tokens[i] = uniform() < copy && i >= lag ? tokens[i - lag] : drawn;
  }
  return tokens;
}
