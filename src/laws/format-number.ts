const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** A number to three digits, with a power of ten if it is at least 10⁴ or below 10⁻³. */
export function formatNumber(value: number): string {
  if (Math.abs(value) === Infinity) return value > 0 ? '∞' : '−∞';
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
