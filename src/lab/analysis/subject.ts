import type { Analysis } from '../../laws/analysis/analyse.ts';
import type { ApproachesAnalysis } from '../../laws/analysis/analyse-approaches.ts';
import type { BatchAnalysis } from '../../laws/analysis/analyse-batch.ts';
import type { GridAnalysis } from '../../laws/analysis/analyse-grid.ts';
import type { LawAnalysis } from '../../laws/analysis/analyse-laws.ts';
import type { LawVariable } from '../../laws/analysis/request.ts';
import type { SampledLaw } from '../../laws/analysis/sampled-law.ts';
import type { ParameterConvention } from '../../laws/counting/parameter-convention.ts';
import type { Refusal } from '../../laws/refusal.ts';

/** The law that an experiment is about: the power law of each series, one law of all its runs, or no law. */
export type Subject = 'series' | 'grid' | 'approaches' | 'depth' | 'batch' | 'none';

/** The facts that decide which law an experiment is about. */
export interface SubjectChoice {
  readonly subject: Subject;
  /** Variables of the power laws of its series, the main one first. */
  readonly laws: readonly LawVariable[];
}

/** The law that an experiment is about, or why there is none. */
export type SubjectLaw =
  | {
      readonly kind: 'series';
      /** Undefined if no series has a law. */
      readonly of: LawVariable | undefined;
      /** The laws in this variable, one for each series. */
      readonly laws: readonly LawAnalysis[];
    }
  | { readonly kind: 'grid'; readonly law: GridAnalysis | Refusal }
  | { readonly kind: 'approaches'; readonly law: ApproachesAnalysis['jointLaw'] }
  | {
      readonly kind: 'depth';
      readonly law: SampledLaw | Refusal;
      /** How N is counted in it. */
      readonly convention: ParameterConvention;
    }
  | { readonly kind: 'batch'; readonly law: BatchAnalysis['law'] }
  | { readonly kind: 'none' };

/**
 * The law that an experiment is about. Until a law of all its runs is fitted, the power laws of its series replace
 * it.
 */
export function subjectOf(
  analysis: Analysis,
  { subject, laws }: SubjectChoice,
  { convention }: { readonly convention: ParameterConvention },
): SubjectLaw {
  const { approaches, batch, depth, grid } = analysis;
  if (subject === 'none') return { kind: 'none' };
  if (subject === 'grid' && grid !== undefined) return { kind: 'grid', law: grid };
  if (subject === 'approaches' && approaches !== undefined)
    return { kind: 'approaches', law: approaches.jointLaw };
  if (subject === 'batch' && batch !== undefined) return { kind: 'batch', law: batch.law };
  if (subject === 'depth' && depth !== undefined) {
    return convention === 'total'
      ? { kind: 'depth', law: depth.total, convention }
      : { kind: 'depth', law: depth.nonEmbedding, convention: 'non-embedding' };
  }
  return seriesSubject(analysis, laws[0]);
}

/** The power laws of the series in one variable. */
export function seriesSubject(
  { laws }: Pick<Analysis, 'laws'>,
  of: LawVariable | undefined,
): Extract<SubjectLaw, { kind: 'series' }> {
  return { kind: 'series', of, laws: laws.filter((law) => law.of === of) };
}
