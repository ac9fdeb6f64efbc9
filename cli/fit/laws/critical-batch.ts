import { fitCriticalBatch } from '../../../src/laws/batch-size/critical-batch.ts';
import { accepted, type Fit } from '../law.ts';
import { robustOf } from '../power-report.ts';
import { estimateTable } from '../report.ts';

/** The hyperbola of steps against tokens at one loss. */
export const fitCriticalBatches: Fit = (rows, options) => {
  const { replicates, seed } = options;
  const runs = rows.map(({ batch, s }) => ({ batch, steps: s }));
  const law = accepted(fitCriticalBatch(runs, { criterion: robustOf(options), replicates, seed }));
  const table = estimateTable({
    B_crit: law.criticalBatch,
    S_min: law.fewestSteps,
    E_min: law.fewestTokens,
  });
  return { result: law, text: [law.formula, `${runs.length} runs`, table].join('\n') };
};
