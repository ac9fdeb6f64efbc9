import { sixND } from '../counting/count-parameters.ts';
import { criticalBatchAt } from './critical-batch-law.ts';
import type { CriticalBatchConstants } from './critical-batch-law.ts';
import type { KaplanStepsConstants } from './kaplan-steps-form.ts';

/** The run that reaches its loss with the least compute. */
export interface ComputeEfficientRun {
  /** N_opt. */
  parameters: number;
  /** S_min. */
  steps: number;
  /** B_crit in tokens at that loss. */
  batch: number;
  /** Nats per token. */
  loss: number;
}

/**
 * The exponents of N_opt ∝ C_min^p and L ∝ C_min^−α_C: α_C = 1/(1/α_S + 1/α_B + 1/α_N) and p = α_C/α_N, Kaplan et al.
 * 2020, section 6.2 and appendix B. The paper prints 0.054 and 0.71, because the constants differ between its tables.
 */
export function computeEfficientExponents(
  { alpha_N, alpha_S }: KaplanStepsConstants,
  { alpha_B }: CriticalBatchConstants,
): { parameters: number; loss: number } {
  const loss = 1 / (1 / alpha_S + 1 / alpha_B + 1 / alpha_N);
  return { parameters: loss / alpha_N, loss };
}

/**
 * N_opt(C_min) in closed form: the least loss of L(N, S_min) where C_min = 6·N·B_crit(L)·S_min FLOPs. At the optimum
 * the term in S_min is α_N/α_S times the term in N (Kaplan et al. 2020, appendix B), which makes C_min a power of N.
 *
 * @param compute C_min in FLOPs, positive
 */
export function computeEfficientRun(
  law: KaplanStepsConstants,
  batches: CriticalBatchConstants,
  compute: number,
): ComputeEfficientRun {
  const { parameters: exponent } = computeEfficientExponents(law, batches);
  const one = runOfSize(law, batches, 1);
  const parameters = (compute / sixND(1, one.batch * one.steps)) ** exponent;
  return runOfSize(law, batches, parameters);
}

/** The run for which N parameters are optimal. */
function runOfSize(
  law: KaplanStepsConstants,
  batches: CriticalBatchConstants,
  parameters: number,
): ComputeEfficientRun {
  const byN = (law.N_c / parameters) ** law.alpha_N;
  const byS = (law.alpha_N / law.alpha_S) * byN;
  const loss = byN + byS;
  return {
    parameters,
    steps: law.S_c / byS ** (1 / law.alpha_S),
    batch: criticalBatchAt(batches, loss),
    loss,
  };
}
