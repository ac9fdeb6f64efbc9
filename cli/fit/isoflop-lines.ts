import { type IsoflopBudget, isOffCentre } from '../../src/laws/compute-optimal/isoflop-budget.ts';
import type { IsoflopLaw } from '../../src/laws/compute-optimal/isoflop-law.ts';
import { USUAL_REACH } from '../../src/laws/compute-optimal/isoflop-window.ts';
import { formatNumber } from '../../src/laws/format-number.ts';
import { digits } from './report.ts';

/** How many reasons for leaving budgets out are printed. */
const MOST_REASONS = 5;

/** What the parabolas of approach 2 fit: a line for each budget with its runs and its minimum, and what was left out. */
export function isoflopLines({ budgets, leftOut }: Pick<IsoflopLaw, 'budgets' | 'leftOut'>): string[] {
  return [
    ...budgets.map(budgetLine),
    `each parabola fits log losses within a factor of ${USUAL_REACH} of its budget's best N`,
    ...leftOutLines(leftOut),
  ];
}

function budgetLine({ compute, points, outside, reach, optimum, centring }: IsoflopBudget): string {
  const { length } = points;
  const [least, most] = [points[0], points[length - 1]].map(({ parameters }) => digits(parameters));
  const count = outside.length === 0 ? `${length} runs` : `${length} of ${length + outside.length} runs`;
  const widened = reach > USUAL_REACH ? `, a window widened to a factor of ${formatNumber(reach)}` : '';
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
