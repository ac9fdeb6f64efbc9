import { formatNumber } from '../format-number.ts';
import { scaledTerm } from '../regression/formula-terms.ts';
import { meanLog } from '../stats/mean.ts';
import type { PowerLaw } from './power-law.ts';

/** The symbol of x. */
export type LawSymbol = 'N' | 'D' | 'U' | 'C' | 'C_min';

/**
 * A law as people write it, to three digits: `L(N) = 1.01 + (1850 / N)^0.436`, or where X_c is beyond reading,
 * `L(N) = 3.21 · (N / 10⁷)^−0.00145`.
 */
export function formula(law: PowerLaw, symbol: LawSymbol): string {
  const floor = law.hasFloor ? `${formatNumber(law.floor)} + ` : '';
  const logMean = meanLog(law.points.map(({ x }) => x));
  const logTerm = Math.log(law.predict(Math.exp(logMean)) - law.floor);
  return `L(${symbol}) = ${floor}${scaledTerm({ symbol, exponent: law.exponent, logTerm, logMean })}`;
}
