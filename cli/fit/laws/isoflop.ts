import { type IsoflopBudget, isOffCentre } from '../../../src/laws/compute-optimal/isoflop-budget.ts';
import { USUAL_REACH } from '../../../src/laws/compute-optimal/isoflop-window.ts';
import { fitIsoflopLaw } from '../../../src/laws/compute-optimal/isoflop-law.ts';
import { accepted, type Fit } from '../law.ts';
import { budgetedRunOf, optimumOf } from '../optimum.ts';
import { digits, estimateTable } from '../report.ts';

/** How many reasons for leaving budgets out are printed. */
const MOST_REASONS = 5;

export const fitIsoflop: Fit = (rows, { replicates, seed, budget }) => {
  const law = accepted(fitIsoflopLaw(rows.map(budgetedRunOf), { replicates, seed }));
  const optimum = optimumOf(law, budget);
  const budgets = law.budgets.map(budgetLine);
  const table = estimateTable({ ...law.exponents, ...optimum });
  return {
    result: { ...law, ...optimum },
    text: [law.formula, ...budgets, WINDOW, ...leftOutLines(law.leftOut), table].join('\n'),
  };
};

const WINDOW = `each parabola fits log losses, within a factor of ${USUAL_REACH} of its budget's best N`;

function budgetLine({ compute, points, outside, reach, optimum, centring }: IsoflopBudget): string {
  const { length } = points;
  const [least, most] = [points[0], points[length - 1]].map(({ parameters }) => digits(parameters));
  const count = outside.length === 0 ? `${length} runs` : `${length} of ${length + outside.length} runs`;
  const widened = reach > USUAL_REACH ? `, a window widened to a factor of ${reach.toPrecision(2)}` : '';
  const biased = isOffCentre(centring) ? ' (off-centre, which biases N_opt)' : '';
  return [
    `C = ${digits(compute)}: ${count} (N = ${least} to ${most}${widened})`,
    `N_opt = ${digits(optimum.parameters)}, D_opt = ${digits(optimum.tokens)}`,
    `centring ${centring.toFixed(2)}${biased}`,
  ].join(', ');
}

function leftOutLines(leftOut: readonly string[]): string[] {
  const shown = leftOut.slice(0, MOST_REASONS).map((reason) => `left out: ${reason}`);
  const more = leftOut.length - shown.length;
  return more > 0 ? [...shown, `left out: ${more} more`] : shown;
}
