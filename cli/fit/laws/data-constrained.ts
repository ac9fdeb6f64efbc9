import { fitChinchillaLaw } from '../../../src/laws/joint/chinchilla-law.ts';
import { fitDataConstrainedLaw } from '../../../src/laws/joint/data-constrained-law.ts';
import type { ChinchillaConstants } from '../../../src/laws/joint/optimal-allocation.ts';
import { accepted, type Fit, type FitCommandOptions, type Row } from '../law.ts';
import { fitOrHoldOut, runOf, jointReport } from '../joint-report.ts';

/** The fewest replicates that a fit accepts, because its intervals are not used. */
const FEW_REPLICATES = 39;

export const fitDataConstrained: Fit = (rows, options) => {
  const base = options.base ?? fitBase(rows, options);
  const { law, further } = fitOrHoldOut(rows, options, (runs, surface) =>
    fitDataConstrainedLaw(runs, base, surface),
  );
  return jointReport(law, options, {}, { base, ...further });
};

/** Chinchilla's law of the rows that repeat nothing. */
function fitBase(rows: readonly Row[], { robust, seed }: FitCommandOptions): ChinchillaConstants {
  const once = rows.filter(({ d, u }) => d <= u).map(runOf);
  return accepted(fitChinchillaLaw(once, { criterion: robust, seed, replicates: FEW_REPLICATES })).parameters;
}
