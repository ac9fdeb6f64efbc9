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
 * B_crit(L) of runs whose batch stays at so many tokens, whatever the loss. With it C_min stands for 6·N·B·S, the compute
 * that those runs spent, and S for S_min.
 */
export function constantBatch(tokens: number): CriticalBatchConstants {
  return { B_star: tokens, alpha_B: Infinity };
}

/** Exponents of C_min: N_opt, B, S_min and D = B·S_min rise with it, and the loss falls as C_min^−loss. */
export interface ComputeEfficientExponents {
  parameters: number;
  batch: number;
  steps: number;
  tokens: number;
  loss: number;
}

/**
 * The exponents of compute-efficient training: α_C = 1/(1/α_S + 1/α_B + 1/α_N), N_opt ∝ C_min^(α_C/α_N), B ∝
 * C_min^(α_C/α_B), S_min ∝ C_min^(α_C/α_S), Kaplan et al. 2020, section 6.2 and appendix B. The paper prints 0.054 and
 * 0.71, because the constants differ between its tables.
 */
export function computeEfficientExponents(
  { alpha_N, alpha_S }: KaplanStepsConstants,
  { alpha_B }: CriticalBatchConstants,
): ComputeEfficientExponents {
  const loss = 1 / (1 / alpha_S + 1 / alpha_B + 1 / alpha_N);
  const [batch, steps] = [loss / alpha_B, loss / alpha_S];
  return { parameters: loss / alpha_N, batch, steps, tokens: batch + steps, loss };
}

/** y = scale · C^exponent. */
export interface ComputePower {
  scale: number;
  exponent: number;
}

/** The constants of L = (C_c/C_min)^α_C, with C in FLOPs unless said otherwise. */
export interface ComputeLaw {
  C_c: number;
  alpha_C: number;
}

/** L(C_min) of compute-efficient training. */
export function computeLaw(law: KaplanStepsConstants, batches: CriticalBatchConstants): ComputeLaw {
  const { loss: alpha_C } = computeEfficientExponents(law, batches);
  const { batch, loss, parameters, steps } = runOfSize(law, batches, 1);
  return { C_c: sixND(parameters, batch * steps) * loss ** (1 / alpha_C), alpha_C };
}

/**
 * The share by which compute-efficient training ends above the loss to which the same model would converge: α_N/α_S,
 * Kaplan et al. 2020, appendix B. For L = u + v with u = (N_c/N)^α_N and v = (S_c/S_min)^α_S, log C_min is a constant
 * less log u / α_N, log v / α_S and log L / α_B. At one L it is least where v / u = α_N/α_S, whatever α_B is.
 */
export function lossAboveConverged({ alpha_N, alpha_S }: KaplanStepsConstants): number {
  return alpha_N / alpha_S;
}

/** How the most efficient training differs from training nearly to convergence, as factors at one loss. */
export interface StoppingGain {
  parameters: number;
  steps: number;
  compute: number;
}

/**
 * N, S_min and C_min of training that stops α_N/α_S above the converged loss, over those of training that stops at
 * `share` above it, at an equal final loss: Kaplan et al. 2020, appendix B.2, where the share is 0.02. Both batches are
 * the critical one, which depends on the loss alone.
 */
export function stoppingGain(law: KaplanStepsConstants, share: number): StoppingGain {
  const best = lossAboveConverged(law);
  const parameters = ((1 + best) / (1 + share)) ** (1 / law.alpha_N);
  const steps = ((1 + 1 / best) / (1 + 1 / share)) ** (1 / law.alpha_S);
  return { parameters, steps, compute: parameters * steps };
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
export function runOfSize(
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
