import type { CriticalBatchConstants } from '../batch-size/critical-batch-law.ts';
import type { KaplanStepsConstants } from '../batch-size/kaplan-steps-form.ts';

/** y = scale · C^exponent with C in petaFLOP/s-days. */
export interface ComputePower {
  scale: number;
  exponent: number;
}

/**
 * Optima of Kaplan et al. 2020 for C_min petaFLOP/s-days, the compute with a batch far below the critical one: their
 * table in appendix A. N without embeddings; D in tokens at the critical batch size, where training costs twice C_min;
 * B in tokens; S the fewest steps.
 */
export const KAPLAN_OPTIMA = {
  parameters: { scale: 1.3e9, exponent: 0.73 },
  tokens: { scale: 2e10, exponent: 0.27 },
  batch: { scale: 2e6, exponent: 0.24 },
  steps: { scale: 5.4e3, exponent: 0.03 },
} as const satisfies Record<string, ComputePower>;

/** L(N, S_min), Kaplan et al. 2020, table 3. */
export const KAPLAN_STEPS: KaplanStepsConstants = { N_c: 6.5e13, S_c: 2.1e3, alpha_N: 0.077, alpha_S: 0.76 };

/** B_crit(L), Kaplan et al. 2020, equation 1.4, in tokens. */
export const KAPLAN_CRITICAL_BATCH: CriticalBatchConstants = { B_star: 2e8, alpha_B: 0.21 };
