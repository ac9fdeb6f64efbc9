import type { AllocationLaw } from '../../src/laws/compute-optimal/allocation-law.ts';
import type { BudgetedRun } from '../../src/laws/regression/run-point.ts';
import type { Estimate } from '../../src/laws/stats/interval.ts';
import type { Row } from './law.ts';

/** The optimal size and tokens for a budget in FLOPs, for a report; nothing without a budget. */
export function optimumOf(
  law: Pick<AllocationLaw, 'optimum' | 'optimumBand'>,
  budget: number | undefined,
): Record<string, Estimate> {
  if (budget === undefined) return {};
  const { parameters, tokens } = law.optimum(budget);
  const band = law.optimumBand(budget);
  return { N_opt: { value: parameters, ...band.parameters }, D_opt: { value: tokens, ...band.tokens } };
}

/** A row as a run with its compute. */
export function budgetedRunOf({ n, d, c, loss, run }: Row): BudgetedRun {
  return { parameters: n, tokens: d, compute: c, loss, ...(run !== undefined && { run }) };
}
