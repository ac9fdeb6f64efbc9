import type { Analysis } from '../../laws/analysis/analyse.ts';
import type { ChinchillaAnalysis, OptimumAnalysis } from '../../laws/analysis/analyse-approaches.ts';
import type { RepeatsAnalysis } from '../../laws/analysis/analyse-repeats.ts';
import type { LawVariable } from '../../laws/analysis/request.ts';
import type { SampledLaw } from '../../laws/analysis/sampled-law.ts';
import type { ChinchillaConstants } from '../../laws/joint/optimal-allocation.ts';
import { isRefusal } from '../../laws/refusal.ts';
import { measuredFits } from './measured-fits.ts';
import type { MeasuredTable } from './measured-run.ts';

/** The law that the page states first for a table. */
export type MainLaw =
  | {
      readonly kind: 'joint';
      readonly name: 'L(N, D)';
      readonly law: OptimumAnalysis & ChinchillaAnalysis;
      readonly surface: ChinchillaConstants;
    }
  /** Where rows repeat tokens: `surface` is the law of the rows that do not. */
  | {
      readonly kind: 'repeats';
      readonly name: 'L(N, D, U)';
      readonly law: RepeatsAnalysis;
      readonly surface: ChinchillaConstants;
    }
  /** One power law for each series that has one; at least one. */
  | {
      readonly kind: 'power';
      readonly name: string;
      readonly of: LawVariable;
      readonly laws: readonly SampledLaw[];
    }
  /** No law, or none yet; `why` is the reason why the law of N and D was refused, empty without one. */
  | { readonly kind: 'none'; readonly name: ''; readonly why: string };

/**
 * The law of N, D and U where rows repeat tokens, else the law of N and D where both differ, else the power law of the
 * first quantity that differs. A law that is refused gives way to the next.
 */
export function mainLaw(table: MeasuredTable, analysis: Analysis): MainLaw {
  const { fits, laws } = measuredFits(table);
  const { approaches, repeats } = analysis;
  if (fits.includes('repeats') && repeats !== undefined && !isRefusal(repeats))
    return { kind: 'repeats', name: 'L(N, D, U)', law: repeats, surface: repeats.base };
  const joint = fits.includes('approaches') ? approaches?.jointLaw : undefined;
  if (joint !== undefined && !isRefusal(joint))
    return { kind: 'joint', name: 'L(N, D)', law: joint, surface: valuesOf(joint.constants) };
  // While the law of N and D is being fitted, no other law stands in its place.
  if (fits.includes('approaches') && joint === undefined) return { kind: 'none', name: '', why: '' };
  const why = joint === undefined ? '' : joint.refused;
  const [of] = laws;
  const fitted = analysis.laws.flatMap((found) =>
    found.of !== of || isRefusal(found.law) ? [] : [found.law],
  );
  if (of === undefined || fitted.length === 0) return { kind: 'none', name: '', why };
  return { kind: 'power', name: `L(${of})`, of, laws: fitted };
}

/** The loss of a model by E + A/N^α + B/D^β. */
export function surfaceLoss({ E, A, B, alpha, beta }: ChinchillaConstants, N: number, D: number): number {
  return E + A / N ** alpha + B / D ** beta;
}

function valuesOf({ E, A, B, alpha, beta }: ChinchillaAnalysis['constants']): ChinchillaConstants {
  return { E: E.value, A: A.value, B: B.value, alpha: alpha.value, beta: beta.value };
}
