import { accepted } from './accepted.mjs';
import { robustOf } from './power-laws.mjs';
import { digits, estimateTable } from './report.mjs';

/** @typedef {import('./laws.mjs').Fit} Fit */

/** a + b·T^−c over positions in the context. @type {Fit} */
export async function fitPositions(rows, options, load) {
  const { replicates, seed } = options;
  /** @type {typeof import('../../src/laws/power-law/position-law.ts')} */
  const { fitPositionLaw } = await load('power-law/position-law.ts');
  const points = rows.map(({ position, loss }) => ({ position, loss }));
  const law = accepted(fitPositionLaw(points, { loss: robustOf(options), replicates, seed }));
  const { a, b, c, formula, rSquared } = law;
  return {
    result: law,
    text: [formula, `${points.length} positions; R² ${digits(rSquared)}`, estimateTable({ a, b, c })].join(
      '\n',
    ),
  };
}
