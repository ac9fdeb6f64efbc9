import { criticalBatchAt } from '../../src/laws/batch-size/critical-batch-law.ts';
import { minimumCompute, minimumSteps } from '../../src/laws/batch-size/minimum-cost.ts';
import type { FitCommandOptions, Row } from './law.ts';

/**
 * Rows with S_min in place of S and C_min in place of C: the steps of a batch size far above the critical one, and the
 * compute of one far below it. Without the constants of B_crit(L), S is S_min and C is C_min.
 */
export function atMinimumCost(rows: readonly Row[], { criticalBatch }: FitCommandOptions): readonly Row[] {
  if (criticalBatch === undefined) return rows;
  return rows.map((row) => {
    const critical = criticalBatchAt(criticalBatch, row.loss);
    return {
      ...row,
      s: minimumSteps(row.s, row.batch, critical),
      c: minimumCompute(row.c, row.batch, critical),
    };
  });
}

/** How S became S_min or C became C_min, in a sentence. */
export function minimumWords(symbol: 'S' | 'C', { criticalBatch }: FitCommandOptions): string {
  if (criticalBatch === undefined)
    return `${symbol} is taken for ${symbol}_min: --critical-batch says at which batches it is not.`;
  const { B_star, alpha_B } = criticalBatch;
  return `${symbol} made ${symbol}_min by B_crit = ${B_star} / L^(1/${alpha_B}) tokens.`;
}
