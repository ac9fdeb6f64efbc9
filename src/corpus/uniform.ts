import type { Source } from './source.ts';
import { symbols } from './symbols.ts';

export interface UniformRule {
  readonly kind: 'uniform';
  /** V. */
  readonly vocabulary: number;
}

/** Every symbol is always equally likely, so there is nothing to learn and the best loss is H = log V. */
export function uniform({ vocabulary }: UniformRule): Source {
  return {
    alphabet: symbols(vocabulary),
    entropy: Math.log(vocabulary),
    edge: 0,
  };
}
