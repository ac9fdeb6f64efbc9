import { type EnvelopeLaw, fitEnvelopeLaw } from '../../../src/laws/compute-optimal/envelope-law.ts';
import { accepted, type Fit, type FitCommandOptions, type Row } from '../law.ts';
import { budgetedRunOf, optimumOf } from '../optimum.ts';
import { digits, estimateTable } from '../report.ts';

export const fitEnvelope: Fit = (rows, options) => {
  const law = envelopeOf(rows, options);
  const optimum = optimumOf(law, options.budget);
  return {
    result: { ...law, ...optimum },
    text: [law.formula, rangeOf(law.frontier), estimateTable({ ...law.exponents, ...optimum })].join('\n'),
  };
};

/** @throws with the sentence of a refusal */
export function envelopeOf(
  rows: readonly Row[],
  { method, allBudgets, smoothing, replicates, seed }: FitCommandOptions,
): EnvelopeLaw {
  const options = {
    method,
    interior: !allBudgets,
    replicates,
    seed,
    ...(smoothing !== undefined && { smoothing }),
  };
  return accepted(fitEnvelopeLaw(rows.map(budgetedRunOf), options));
}

function rangeOf(frontier: EnvelopeLaw['frontier']): string {
  const [first, last] = [frontier[0], frontier[frontier.length - 1]];
  const models = new Set(frontier.map(({ parameters }) => parameters)).size;
  return `${frontier.length} budgets, C = ${digits(first.compute)} to ${digits(last.compute)}, at which ${models} sizes of model are best`;
}
