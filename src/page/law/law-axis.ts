import type { LawVariable } from '../../laws/analysis/request.ts';
import type { ParameterConvention } from '../../laws/counting/parameter-convention.ts';
import { powerOfTen, short } from '../../charts/quantity.ts';

/** How N is counted, in words. */
const COUNTED: Record<ParameterConvention, string> = {
  'non-embedding': 'non-embedding',
  'with-embedding': 'with embedding',
  'with-head': 'with head',
  total: 'all',
};

/** Label of an axis, with an arrow. */
export function axisLabel(of: LawVariable, convention: ParameterConvention): string {
  const labels: Record<LawVariable, string> = {
    N: `Parameters N, ${COUNTED[convention]} →`,
    D: 'Tokens seen D →',
    U: 'Distinct tokens U →',
    C: 'Training compute C (FLOP) →',
  };
  return labels[of];
}

/** Format of an axis' ticks. */
export function axisFormat(of: LawVariable): (value: number) => string {
  return of === 'C' ? powerOfTen : short;
}
