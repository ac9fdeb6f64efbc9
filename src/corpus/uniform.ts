import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { Source } from './source.ts';
import { symbols } from './symbols.ts';

export interface UniformRule {
  readonly kind: 'uniform';
  /** V. */
  readonly vocabulary: number;
}

/** Every symbol is always equally likely, so there is nothing to learn and the best loss is H = log V. */
export function uniform({ vocabulary }: UniformRule, seed: number): Source {
  return {
    alphabet: symbols(vocabulary),
    entropy: Math.log(vocabulary),
    edge: 0,
    generate(length) {
      const random = xoroshiro128plus(seed);
      const scale = vocabulary / 2 ** 32;
      return Uint8Array.from({ length }, () => Math.floor((random.next() >>> 0) * scale));
    },
  };
}
