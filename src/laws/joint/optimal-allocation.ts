/** The constants of L = E + A/N^α + B/D^β. */
export interface ChinchillaConstants {
  /** Nats per token. */
  E: number;
  A: number;
  B: number;
  alpha: number;
  beta: number;
}

/** How to spend a budget of C = 6·N·D FLOPs. */
export interface Allocation {
  /** N. */
  parameters: number;
  /** D. */
  tokens: number;
}

const FLOPS_PER_PARAMETER_AND_TOKEN = 6;

/**
 * N_opt = G·(C/6)^a and D_opt = (C/6)^b / G with G = (αA/βB)^(1/(α + β)), a = β/(α + β), b = α/(α + β): Hoffmann et al.
 * 2022, equation 4.
 *
 * @param compute C in FLOPs, positive
 */
export function chinchillaOptimum(law: ChinchillaConstants, compute: number): Allocation {
  const { alpha, beta } = law;
  const product = compute / FLOPS_PER_PARAMETER_AND_TOKEN;
  const parameters = ratioOf(law) * product ** (beta / (alpha + beta));
  return { parameters, tokens: product / parameters };
}

/** The N for which D tokens are optimal: the inverse of chinchillaOptimum. */
export function parametersForTokens(law: ChinchillaConstants, tokens: number): number {
  const ratio = ratioOf(law);
  return ratio * (tokens * ratio) ** (law.beta / law.alpha);
}

function ratioOf({ A, B, alpha, beta }: ChinchillaConstants): number {
  return ((alpha * A) / (beta * B)) ** (1 / (alpha + beta));
}
