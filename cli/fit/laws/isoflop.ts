import { fitIsoflopLaw } from '../../../src/laws/compute-optimal/isoflop-law.ts';
import { isoflopLines } from '../isoflop-lines.ts';
import { accepted, type Fit } from '../law.ts';
import { budgetedRunOf, optimumOf } from '../optimum.ts';
import { estimateTable } from '../report.ts';

export const fitIsoflop: Fit = (rows, { replicates, seed, budget }) => {
  const law = accepted(fitIsoflopLaw(rows.map(budgetedRunOf), { replicates, seed }));
  const optimum = optimumOf(law, budget);
  const table = estimateTable({ ...law.exponents, ...optimum });
  return {
    result: { ...law, ...optimum },
    text: [law.formula, ...isoflopLines(law), table].join('\n'),
  };
};
