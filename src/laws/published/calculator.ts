import type { ComputePower } from '../batch-size/compute-efficient.ts';
import { petaflopDays, sixND } from '../counting/count-parameters.ts';
import { chinchillaOptimum } from '../joint/optimal-allocation.ts';
import type { Allocation } from '../joint/optimal-allocation.ts';
import type { Refusal } from '../refusal.ts';
import { BESIROGLU_2024, HOFFMANN_2022 } from './chinchilla-2022.ts';
import { GPT3_COMPUTE_TABLE } from './gpt3-table.ts';
import type { PublishedCompute } from './gpt3-table.ts';
import { KAPLAN_OPTIMA } from './kaplan-2020.ts';

/** A row of GPT-3's table, and the same figures by our count. */
export interface ComputeRow {
  published: PublishedCompute;
  /** 6·N·D; 3·N·D for an encoder–decoder, whose tokens pass through one half each. */
  flops: number;
  petaflopDays: number;
}

/** The compute table of Brown et al. 2020, appendix D, counted from N and D. */
export function computeTable(): ComputeRow[] {
  return GPT3_COMPUTE_TABLE.map((published) => {
    const share = published.encoderDecoder ? 1 / 2 : 1;
    const flops = share * sixND(published.parameters, published.tokens);
    return { published, flops, petaflopDays: petaflopDays(flops) };
  });
}

/** How three papers would spend a budget. */
export interface PublishedOptima {
  /** Kaplan et al. 2020, the budget read as C_min: N without embeddings. */
  kaplan: Allocation;
  /** Hoffmann et al. 2022, approach 3: every parameter. */
  hoffmann: Allocation;
  /** Besiroglu et al. 2024, approach 3 fitted to convergence. */
  besiroglu: Allocation;
}

/**
 * N_opt and D_opt for C FLOPs by the published laws. Refuses a budget that is not positive and finite. Kaplan's 6·N·D
 * is 1.8 times the budget, because D counts tokens at the critical batch size, where training costs twice C_min.
 */
export function publishedOptima(compute: number): PublishedOptima | Refusal {
  if (!(compute > 0 && compute < Infinity))
    return { refused: `a budget must be positive and finite: ${compute} FLOPs` };
  const days = petaflopDays(compute);
  return {
    kaplan: { parameters: at(KAPLAN_OPTIMA.parameters, days), tokens: at(KAPLAN_OPTIMA.tokens, days) },
    hoffmann: chinchillaOptimum(HOFFMANN_2022, compute),
    besiroglu: chinchillaOptimum(BESIROGLU_2024, compute),
  };
}

function at({ scale, exponent }: ComputePower, days: number): number {
  return scale * days ** exponent;
}
