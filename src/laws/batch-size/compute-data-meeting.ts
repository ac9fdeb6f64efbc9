import type { Refusal } from '../refusal.ts';
import type { ComputeLaw, ComputePower } from './compute-efficient.ts';

/** The constants of L = (D_c/D)^α_D for models without limit. */
export interface DataLaw {
  D_c: number;
  alpha_D: number;
}

/** Where the loss of compute-efficient training would fall below what its tokens allow. */
export interface Meeting {
  /** C_min in the unit of C_c. */
  compute: number;
  /** D. */
  tokens: number;
  /** Nats per token. */
  loss: number;
}

/**
 * Where L(C_min) = (C_c/C_min)^α_C crosses L(D) = (D_c/D)^α_D along D = scale · C_min^exponent, the tokens that
 * compute-efficient training reads: Kaplan et al. 2020, section 6.3. Beyond it the two laws contradict each other, so one
 * of them must break down before. Refuses laws that part instead.
 *
 * @param tokens with C in the unit of C_c
 */
export function meetingOf(
  { C_c, alpha_C }: ComputeLaw,
  { D_c, alpha_D }: DataLaw,
  tokens: ComputePower,
): Meeting | Refusal {
  const gain = alpha_C - alpha_D * tokens.exponent;
  if (gain <= 0)
    return {
      refused: `L(C) and L(D) do not meet: the loss falls as C^−${alpha_C.toPrecision(2)} by compute and as C^−${(alpha_D * tokens.exponent).toPrecision(2)} by the tokens read`,
    };
  const logC = (alpha_C * Math.log(C_c) - alpha_D * Math.log(D_c / tokens.scale)) / gain;
  return {
    compute: Math.exp(logC),
    tokens: tokens.scale * Math.exp(tokens.exponent * logC),
    loss: Math.exp(alpha_C * (Math.log(C_c) - logC)),
  };
}
