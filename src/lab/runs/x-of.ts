import type { LawVariable } from '../../laws/analysis/request.ts';
import { lawPlace } from '../../laws/analysis/trained-model.ts';
import type { ParameterConvention } from '../../laws/counting/parameter-convention.ts';
import type { PlannedRun } from '../plan/plan-runs.ts';

/** A run's value of the variable of a law. */
export function xOf(run: PlannedRun, of: LawVariable, convention: ParameterConvention): number {
  const { flops, plan, tokens, uniqueTokens } = run;
  return lawPlace({ shape: plan.shape, tokens, uniqueTokens, compute: flops }, of, convention);
}
