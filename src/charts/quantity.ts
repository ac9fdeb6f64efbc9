/** Formats numbers for people; the caller adds the unit. */

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';
const WHOLE = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/** `4,096,000` */
export function whole(value: number): string {
  return WHOLE.format(value);
}

/** `4.1M`: three significant digits and a suffix. */
export function short(value: number): string {
  const size = Math.abs(value);
  const [unit, suffix] =
    size >= 1e9 ? [1e9, 'B'] : size >= 1e6 ? [1e6, 'M'] : size >= 1e3 ? [1e3, 'K'] : [1, ''];
  return `${Number((value / unit).toPrecision(3))}${suffix}`;
}

/** `1,234`, `4.096M`, `0.01234` or `1.300×10¹³`: a value on an axis as a cursor reads it, to four digits. */
export function reading(value: number): string {
  const size = Math.abs(value);
  if (size >= 1e12 || (size > 0 && size < 1e-3)) return scientific(value);
  if (Number.isInteger(value) && size < 1e6) return whole(value);
  return size < 1e4 ? String(Number(value.toPrecision(4))) : short(value);
}

/** `10⁶`, or `3×10⁶`. */
export function powerOfTen(value: number): string {
  const { mantissa, exponent } = split(value, 1);
  return mantissa === '1' ? `10${superscript(exponent)}` : `${mantissa}×10${superscript(exponent)}`;
}

/** `2.5×10¹⁰`, or `10⁶`: to two digits. */
export function tenths(value: number): string {
  const { mantissa, exponent } = split(value, 2);
  return mantissa.endsWith('.0') ? powerOfTen(value) : `${mantissa}×10${superscript(exponent)}`;
}

/** `1.30×10¹³` */
export function scientific(value: number): string {
  const { mantissa, exponent } = split(value, 3);
  return `${mantissa}×10${superscript(exponent)}`;
}

/** `1.236` nats */
export function formatLoss(value: number): string {
  return value.toFixed(3);
}

/** `−0.21`: a share in percent, to two digits; zero has no sign. */
export function percent(share: number): string {
  const written = (100 * share).toFixed(2);
  return Number(written) === 0 ? '0.00' : signed(written);
}

/** `0.44`: three significant digits; an infinite end of an interval is `no bound`. */
export function figure(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'unknown' : 'no bound';
  return signed(String(Number(value.toPrecision(3))));
}

/** A written number with the sign of a minus instead of a hyphen. */
function signed(written: string): string {
  return written.replace(/^-/, '−');
}

/** `about 7 min`: an estimate; longer times are rounded more. */
export function about(seconds: number): string {
  if (seconds < 1) return 'under 1 s';
  if (seconds < 90) return `about ${Math.round(seconds)} s`;
  if (seconds < 90 * 60) return `about ${Math.round(seconds / 60)} min`;
  return `about ${(seconds / 3600).toFixed(1)} h`;
}

/** `12.5 MB` */
export function bytes(value: number): string {
  const [number = '', suffix = ''] = short(value).split(/([KMB])$/);
  return `${number} ${suffix.replace('B', 'G').replace('K', 'k')}B`;
}

function split(value: number, digits: number): { mantissa: string; exponent: number } {
  const [mantissa = '', exponent = ''] = value.toExponential(digits - 1).split('e');
  return { mantissa, exponent: Number(exponent) };
}

function superscript(exponent: number): string {
  const digits = Array.from(String(Math.abs(exponent)), (digit) => SUPERSCRIPTS[Number(digit)]).join('');
  return exponent < 0 ? `⁻${digits}` : digits;
}
