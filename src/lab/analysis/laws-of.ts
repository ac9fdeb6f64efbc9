import type { LawVariable } from '../../laws/analysis/request.ts';
import { isRefusal, type Refusal } from '../../laws/refusal.ts';
import type { Analysis } from '../../laws/analysis/analyse.ts';
import type { SampledLaw } from '../../laws/analysis/sampled-law.ts';

/** The law of a series in a variable, or why there is none; null before any of its runs has finished. */
export function lawOf(
  { laws }: Pick<Analysis, 'laws'>,
  series: string,
  of: LawVariable | undefined,
): SampledLaw | Refusal | null {
  return laws.find((found) => found.series === series && found.of === of)?.law ?? null;
}

/** The law in a variable, of the first series that has one, or why there is none; null before any run has finished. */
export function mainLawOf(
  { laws }: Pick<Analysis, 'laws'>,
  of: LawVariable | undefined,
): SampledLaw | Refusal | null {
  const found = laws.filter((law) => law.of === of).map(({ law }) => law);
  return found.find((law) => !isRefusal(law)) ?? found[0] ?? null;
}
