import type { PowerLaw } from './power-law.ts';

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** A law as people write it, to three digits: `L(N) = 1.01 + (1850 / N)^0.436`. */
export function formula(law: PowerLaw, symbol: 'N' | 'D' | 'C'): string {
  const floor = law.hasFloor ? `${formatNumber(law.floor)} + ` : '';
  return `L(${symbol}) = ${floor}(${formatNumber(law.scale)} / ${symbol})^${formatNumber(law.exponent)}`;
}

/** Three digits; powers of ten from 10⁴ on and below 10⁻³; ∞ as such. */
function formatNumber(value: number): string {
  if (value === Infinity) return '∞';
  if (value === 0) return '0';
  const [mantissa, exponent] = value.toExponential(2).split('e');
  const power = Number(exponent);
  if (power >= -3 && power < 4) return String(Number(value.toPrecision(3)));
  return `${Number(mantissa)} × 10${superscript(power)}`;
}

function superscript(power: number): string {
  const digits = Array.from(String(Math.abs(power)), (digit) => SUPERSCRIPTS[Number(digit)]);
  return (power < 0 ? '⁻' : '') + digits.join('');
}
