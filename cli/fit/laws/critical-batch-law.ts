import { fitCriticalBatchLaw } from '../../../src/laws/batch-size/critical-batch-law.ts';
import { accepted, type Fit } from '../law.ts';
import { estimateTable } from '../report.ts';

/** B_crit(L). */
export const fitCriticalBatchesLaw: Fit = (rows, { replicates, seed }) => {
  const measured = rows.map(({ loss, batch }) => ({ loss, batch }));
  const law = accepted(fitCriticalBatchLaw(measured, { replicates, seed }));
  return {
    result: law,
    text: [law.formula, `${measured.length} losses`, estimateTable({ ...law.estimates })].join('\n'),
  };
};
