import { criticalBatchAt } from '../../src/laws/batch-size/critical-batch-law.ts';
import { minimumCompute, minimumSteps } from '../../src/laws/batch-size/minimum-cost.ts';
import type { FitCommandOptions, Row } from './law.ts';

/**
 * Rows with S_min in place of S and C_min in place of C. S_min is the steps with a batch size far above the critical
 * one, and C_min is the compute with a batch size far below it. Without the constants of B_crit(L), S is S_min and C is
 * C_min.
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
    return `${symbol} is taken for ${symbol}_min: give --critical-batch to compute ${symbol}_min.`;
  const { B_star, alpha_B } = criticalBatch;
  return `${symbol}_min is computed from ${symbol} with B_crit = ${B_star} / L^(1/${alpha_B}) tokens.`;
}
