import { sixND } from '../counting/count-parameters.ts';
import type { ChinchillaConstants } from '../joint/optimal-allocation.ts';
import { BESIROGLU_2024, HOFFMANN_2022 } from './chinchilla-2022.ts';
import { KAPLAN_OPTIMA } from './kaplan-2020.ts';

/** By which factors the best N and D grow when C grows by one. */
export interface Growth {
  parameters: number;
  tokens: number;
}

/** The factors of N_opt and D_opt by three papers when the compute grows `times` over; `times` is positive. */
export function growthOfOptima(times: number): Record<'kaplan' | 'hoffmann' | 'besiroglu', Growth> {
  const { parameters, tokens } = KAPLAN_OPTIMA;
  return {
    kaplan: { parameters: times ** parameters.exponent, tokens: times ** tokens.exponent },
    hoffmann: growthOf(HOFFMANN_2022, times),
    besiroglu: growthOf(BESIROGLU_2024, times),
  };
}

function growthOf({ alpha, beta }: ChinchillaConstants, times: number): Growth {
  return { parameters: times ** (beta / (alpha + beta)), tokens: times ** (alpha / (alpha + beta)) };
}

/** Kaplan et al. 2020, equation 4.4: the D that keep overfitting small grow as N^0.74. */
const TOKENS_EXPONENT = 0.74;
const TOKENS_SCALE = 5e3;

/** The fewest tokens with which a model of N parameters overfits little, by Kaplan et al. 2020: 5,000 · N^0.74. */
export function fewestTokens(parameters: number): number {
  return TOKENS_SCALE * parameters ** TOKENS_EXPONENT;
}

/** A model that a paper compares with another of about the same training compute. */
export interface ComparedModel {
  name: string;
  parameters: number;
  tokens: number;
  /** 6·N·D. */
  flops: number;
  /** Predicted nats per token by the constants of Hoffmann et al. 2022. */
  loss: number;
}

/** Gopher and Chinchilla, Hoffmann et al. 2022, table 1. */
export function gopherAndChinchilla(): ComparedModel[] {
  return [
    { name: 'Gopher', parameters: 280e9, tokens: 300e9 },
    { name: 'Chinchilla', parameters: 70e9, tokens: 1.4e12 },
  ].map(({ name, parameters, tokens }) => ({
    name,
    parameters,
    tokens,
    flops: sixND(parameters, tokens),
    loss: lossOf(HOFFMANN_2022, parameters, tokens),
  }));
}

function lossOf({ A, B, E, alpha, beta }: ChinchillaConstants, parameters: number, tokens: number): number {
  return E + A / parameters ** alpha + B / tokens ** beta;
}
