/**
 * S_min = S/(1 + B_crit/B): the steps with a batch far above the critical one (Kaplan et al. 2020, equation 5.4).
 *
 * @param batch B in tokens
 * @param criticalBatch B_crit in tokens at the loss reached
 */
export function minimumSteps(steps: number, batch: number, criticalBatch: number): number {
  return steps / (1 + criticalBatch / batch);
}

/**
 * C_min = C/(1 + B/B_crit): the compute with a batch far below the critical one, in the unit of C (Kaplan et al. 2020,
 * equation 5.5).
 */
export function minimumCompute(compute: number, batch: number, criticalBatch: number): number {
  return compute / (1 + batch / criticalBatch);
}
