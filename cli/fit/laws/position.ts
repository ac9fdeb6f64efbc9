import { fitPositionLaw } from '../../../src/laws/power-law/position-law.ts';
import { accepted, type Fit } from '../law.ts';
import { robustOf } from '../power-report.ts';
import { digits, estimateTable } from '../report.ts';

/** a + b·T^−c over positions T in the context. */
export const fitPositions: Fit = (rows, options) => {
  const { replicates, seed } = options;
  const points = rows.map(({ position, loss }) => ({ position, loss }));
  const law = accepted(fitPositionLaw(points, { criterion: robustOf(options), replicates, seed }));
  const { a, b, c, formula, rSquared } = law;
  const count = `${points.length} positions; R² ${digits(rSquared)}`;
  return { result: law, text: [formula, count, estimateTable({ a, b, c })].join('\n') };
};
