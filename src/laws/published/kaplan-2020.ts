import type { CriticalBatchConstants } from '../batch-size/critical-batch-law.ts';
import type { DataLaw } from '../batch-size/compute-data-meeting.ts';
import type { ComputeLaw, ComputePower } from '../batch-size/compute-efficient.ts';
import type { KaplanStepsConstants } from '../batch-size/kaplan-steps-form.ts';

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

/** L(C_min), Kaplan et al. 2020, figures 1 and 13, with C in petaFLOP/s-days. */
export const KAPLAN_COMPUTE: ComputeLaw = { C_c: 2.3e8, alpha_C: 0.05 };

/** L(D), Kaplan et al. 2020, equation 1.2. */
export const KAPLAN_DATA: DataLaw = { D_c: 5.4e13, alpha_D: 0.095 };

/** Tokens that compute-efficient training reads, 2·C_min/(6·N), Kaplan et al. 2020, section 6.3; C in petaFLOP/s-days. */
export const KAPLAN_TOKENS_READ: ComputePower = { scale: 4e10, exponent: 0.26 };

/**
 * Where L(C_min) meets L(D), as Kaplan et al. 2020, section 6.3, print it: uncertain by a factor of ten either way, they
 * say. C in petaFLOP/s-days.
 */
export const KAPLAN_MEETING = { compute: 1e4, parameters: 1e12, tokens: 1e12, loss: 1.7 } as const;
