/** @typedef {import('./laws.mjs').FitOptions} FitOptions */
/** @typedef {import('./laws.mjs').Row} Row */
/** @typedef {import('./load-laws.mjs').Load} Load */

/**
 * Rows whose S is S_min and whose C is C_min: what batches far above, and far below, the critical one would have taken.
 * Without B_crit(L) both are taken to be that already.
 *
 * @param {readonly Row[]} rows
 * @param {FitOptions} options
 * @param {Load} load
 * @returns {Promise<readonly Row[]>}
 */
export async function atMinimumCost(rows, { criticalBatch }, load) {
  if (criticalBatch === undefined) return rows;
  /** @type {typeof import('../../src/laws/batch-size/critical-batch-law.ts')} */
  const { criticalBatchAt } = await load('batch-size/critical-batch-law.ts');
  /** @type {typeof import('../../src/laws/batch-size/minimum-cost.ts')} */
  const { minimumCompute, minimumSteps } = await load('batch-size/minimum-cost.ts');
  return rows.map((row) => {
    const critical = criticalBatchAt(criticalBatch, row.loss);
    return {
      ...row,
      s: minimumSteps(row.s, row.batch, critical),
      c: minimumCompute(row.c, row.batch, critical),
    };
  });
}

/** What was made of a quantity, in a sentence. @param {'S' | 'C'} symbol @param {FitOptions} options */
export function minimumWords(symbol, { criticalBatch }) {
  if (criticalBatch === undefined)
    return `${symbol} is taken for ${symbol}_min: --critical-batch says at which batches it is not.`;
  const { B_star, alpha_B } = criticalBatch;
  return `${symbol} made ${symbol}_min by B_crit = ${B_star} / L^(1/${alpha_B}) tokens.`;
}
