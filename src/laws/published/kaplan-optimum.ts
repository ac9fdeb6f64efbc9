import { meetingOf } from '../batch-size/compute-data-meeting.ts';
import type { Meeting } from '../batch-size/compute-data-meeting.ts';
import { computeEfficientExponents, computeEfficientRun } from '../batch-size/compute-efficient.ts';
import type { ComputePower } from '../batch-size/compute-efficient.ts';
import { petaflopDays } from '../counting/count-parameters.ts';
import { isRefusal } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';
import {
  KAPLAN_COMPUTE,
  KAPLAN_CRITICAL_BATCH,
  KAPLAN_DATA,
  KAPLAN_OPTIMA,
  KAPLAN_STEPS,
  KAPLAN_TOKENS_READ,
} from './kaplan-2020.ts';

/** A figure of compute-efficient training by Kaplan et al. 2020. */
export interface KaplanFigure {
  of: 'parameters' | 'batch' | 'steps' | 'tokens' | 'loss';
  /** At the budget, by the printed power of C_min. */
  printed: number;
  /** The exponent of that power. */
  exponent: number;
  /** At the budget, by L(N, S_min) of their table 3 and B_crit(L). */
  derived: number;
  /** The exponent that follows from these two laws. */
  derivedExponent: number;
}

/**
 * N_opt, B, S_min, D and L for C_min FLOPs, as Kaplan et al. 2020 print them and as their own L(N, S_min) and B_crit(L)
 * give them. Printed D counts tokens at the critical batch, where training costs 2·C_min; the derived one is B·S_min,
 * half of it.
 *
 * @param compute C_min in FLOPs, positive and finite
 */
export function kaplanFigures(compute: number): KaplanFigure[] {
  const days = petaflopDays(compute);
  const run = computeEfficientRun(KAPLAN_STEPS, KAPLAN_CRITICAL_BATCH, compute);
  const exponents = computeEfficientExponents(KAPLAN_STEPS, KAPLAN_CRITICAL_BATCH);
  const derived = { ...run, tokens: run.batch * run.steps };
  const rising = (['parameters', 'batch', 'steps', 'tokens'] as const).map((of) => ({
    of,
    printed: power(KAPLAN_OPTIMA[of], days),
    exponent: KAPLAN_OPTIMA[of].exponent,
    derived: derived[of],
    derivedExponent: exponents[of],
  }));
  const { C_c, alpha_C } = KAPLAN_COMPUTE;
  return [
    ...rising,
    {
      of: 'loss',
      printed: (C_c / days) ** alpha_C,
      exponent: -alpha_C,
      derived: run.loss,
      derivedExponent: -exponents.loss,
    },
  ];
}

/** Where the printed L(C_min) meets the printed L(D), with C_min in petaFLOP/s-days, and N_opt there. */
export function kaplanMeeting(): (Meeting & { parameters: number }) | Refusal {
  const met = meetingOf(KAPLAN_COMPUTE, KAPLAN_DATA, KAPLAN_TOKENS_READ);
  if (isRefusal(met)) return met;
  return { ...met, parameters: power(KAPLAN_OPTIMA.parameters, met.compute) };
}

function power({ scale, exponent }: ComputePower, days: number): number {
  return scale * days ** exponent;
}
