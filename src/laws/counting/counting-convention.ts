import { chinchillaForwardFlopsPerToken } from './chinchilla-flops.ts';
import { forwardFlopsPerToken } from './count-parameters.ts';
import type { CountedShape } from './count-parameters.ts';
import { parametersBy } from './parameter-convention.ts';
import type { ParameterConvention } from './parameter-convention.ts';

/** How a paper counts N, and the FLOPs that training spends on a token. */
export interface CountingConvention {
  /** Which numbers N counts. */
  parameters: ParameterConvention;
  /** Training FLOPs per token: forward, and a backward pass of twice the forward. */
  flops: FlopsConvention;
  /** The paper and its section. */
  source: string;
}

export type FlopsConvention =
  /** 6·N with the N of the same convention. */
  | 'six-n'
  /** 3 × (2·N + 2·L·T·d_attn + 2·d·V) with the non-embedding N: weights, causal attention, head. */
  | 'exact'
  /** 3 × the full count of Hoffmann et al. 2022, appendix F. */
  | 'chinchilla';

export type ConventionName = 'kaplan' | 'gpt-3' | 'chinchilla' | 'exact';

export const CONVENTIONS: Readonly<Record<ConventionName, CountingConvention>> = {
  kaplan: { parameters: 'non-embedding', flops: 'six-n', source: 'Kaplan et al. 2020, section 2.1' },
  'gpt-3': { parameters: 'total', flops: 'six-n', source: 'Brown et al. 2020, appendix D' },
  chinchilla: { parameters: 'total', flops: 'chinchilla', source: 'Hoffmann et al. 2022, appendix F' },
  exact: { parameters: 'non-embedding', flops: 'exact', source: 'Kaplan et al. 2020, table 1, and the head' },
};

/** N and training FLOPs per token of a shape, as a convention counts them. C is the FLOPs per token times D. */
export function countBy(
  { parameters, flops }: CountingConvention,
  shape: CountedShape,
): { parameters: number; flopsPerToken: number } {
  const counted = parametersBy(parameters, shape);
  return { parameters: counted, flopsPerToken: flopsPerToken(flops, counted, shape) };
}

function flopsPerToken(convention: FlopsConvention, parameters: number, shape: CountedShape): number {
  const counts: Record<FlopsConvention, number> = {
    'six-n': 6 * parameters,
    exact: 3 * forwardFlopsPerToken(shape),
    chinchilla: 3 * chinchillaForwardFlopsPerToken(shape),
  };
  return counts[convention];
}
