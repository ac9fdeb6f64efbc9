import { formatNumber } from '../format-number.ts';
import type { PowerLaw } from './power-law.ts';

/** The symbol of x. */
export type LawSymbol = 'N' | 'D' | 'U' | 'C' | 'C_min';

/** A law as people write it, to three digits: `L(N) = 1.01 + (1850 / N)^0.436`. */
export function formula(law: PowerLaw, symbol: LawSymbol): string {
  const floor = law.hasFloor ? `${formatNumber(law.floor)} + ` : '';
  return `L(${symbol}) = ${floor}(${formatNumber(law.scale)} / ${symbol})^${formatNumber(law.exponent)}`;
}
