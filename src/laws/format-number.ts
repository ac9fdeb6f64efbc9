const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** What an end of an interval is called that the data do not bound. */
const NO_BOUND = 'no bound';
/** What a constant is called that is beyond the largest double. */
const BEYOND = 'over 10³⁰⁸';
/** What a number is called that the data do not determine. */
const UNKNOWN = 'unknown';

/**
 * A number to three digits, with a power of ten if it is at least 10⁴ or below 10⁻³. An infinite one is taken for the
 * end of an interval.
 */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? UNKNOWN : NO_BOUND;
  if (value === 0) return '0';
  const [mantissa, exponent] = value.toExponential(2).split('e');
  const power = Number(exponent);
  if (power >= -3 && power < 4) return String(Number(value.toPrecision(3)));
  return `${Number(mantissa)} × 10${superscript(power)}`;
}

/** The exponent of a power in a formula, after `^`: three digits, in brackets if it is written with a power of ten. */
export function formatExponent(value: number): string {
  const size = Math.abs(value);
  if (size >= 1e-6 && size < 1e-3)
    return Number(value.toPrecision(3)).toFixed(2 - Math.floor(Math.log10(size)));
  const written = formatNumber(value);
  return written.includes('×') ? `(${written})` : written;
}

/** A power of ten: `1000`, `10⁶`. */
export function formatPowerOfTen(power: number): string {
  return power >= 0 && power < 4 ? String(10 ** power) : `10${superscript(power)}`;
}

/** An estimate and the ends of its interval, each as `format` writes finite numbers. */
export function formatEstimate(
  { value, low, high }: { value: number; low: number; high: number },
  format: (value: number) => string = formatNumber,
): [value: string, low: string, high: string] {
  const end = (number: number) => (Number.isFinite(number) ? format(number) : formatNumber(number));
  const constant = (number: number) => (number === Infinity ? BEYOND : end(number));
  return [constant(value), constant(low), value === Infinity ? BEYOND : end(high)];
}

function superscript(power: number): string {
  const digits = Array.from(String(Math.abs(power)), (digit) => SUPERSCRIPTS[Number(digit)]);
  return (power < 0 ? '⁻' : '') + digits.join('');
}
