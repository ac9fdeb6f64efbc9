import { computeTable } from '../../laws/published/calculator.ts';
import type { Finding } from './finding.ts';

/** Models of Brown et al. 2020, table D.1. */
const MODELS: readonly string[] = ['GPT-3 Small', 'GPT-3 13B', 'GPT-3 175B'];

/** The table rounds to three digits. */
const NEAR = 0.005;

/** Compares C = 6·N·D with each row, in FLOPs and in petaFLOP/s-days. */
export function calculator(): Finding[] {
  const rows = computeTable().filter(({ published }) => MODELS.includes(published.model));
  return rows.map(({ published, flops, petaflopDays }) => ({
    claim: `${published.model} took ${published.flops.toExponential(2)} FLOPs, ${published.petaflopDays} PF-days.`,
    holds:
      Math.abs(flops / published.flops - 1) <= NEAR &&
      Math.abs(petaflopDays / published.petaflopDays - 1) <= NEAR,
    words: `6·N·D = ${flops.toExponential(2)} FLOPs, ${petaflopDays.toPrecision(3)} PF-days.`,
  }));
}
