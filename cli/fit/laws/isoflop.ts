import { fitIsoflopLaw } from '../../../src/laws/compute-optimal/isoflop-law.ts';
import { accepted, type Fit } from '../law.ts';
import { budgetedRunOf, optimumOf } from '../optimum.ts';
import { digits, estimateTable } from '../report.ts';

/** How many reasons for leaving budgets out are printed. */
const MOST_REASONS = 5;

export const fitIsoflop: Fit = (rows, { replicates, seed, budget }) => {
  const law = accepted(fitIsoflopLaw(rows.map(budgetedRunOf), { replicates, seed }));
  const optimum = optimumOf(law, budget);
  const budgets = law.budgets.map(
    ({ compute, points, optimum: { parameters, tokens }, centring }) =>
      `C = ${digits(compute)}: ${points.length} runs, N_opt = ${digits(parameters)}, D_opt = ${digits(tokens)}, centring ${centring.toFixed(2)}`,
  );
  const table = estimateTable({ ...law.exponents, ...optimum });
  return {
    result: { ...law, ...optimum },
    text: [law.formula, ...budgets, ...leftOutLines(law.leftOut), table].join('\n'),
  };
};

function leftOutLines(leftOut: readonly string[]): string[] {
  const shown = leftOut.slice(0, MOST_REASONS).map((reason) => `left out: ${reason}`);
  const more = leftOut.length - shown.length;
  return more > 0 ? [...shown, `left out: ${more} more`] : shown;
}
