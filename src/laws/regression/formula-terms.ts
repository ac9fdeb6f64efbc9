import { formatExponent, formatNumber, formatPowerOfTen } from '../format-number.ts';

/** A constant beyond this, or below one over it, tells a person nothing. */
const READABLE = 1e30;

/** A size to which a formula refers its constants, because they are beyond reading: a power of ten amid the runs. */
export interface ReferenceSize {
  value: number;
  written: string;
}

/** @param logMean mean of the log sizes of the runs */
export function referenceSize(logMean: number): ReferenceSize {
  const power = Math.round(logMean / Math.LN10);
  return { value: 10 ** power, written: formatPowerOfTen(power) };
}

/** Whether people can read a constant of a formula. */
export function isReadable(constant: number): boolean {
  return constant < READABLE && constant > 1 / READABLE;
}

/** A term c·x^−α of a law. */
export interface PowerTerm {
  /** The symbol of x. */
  symbol: string;
  /** α. */
  exponent: number;
  /** Log of the term at x = e^`logMean`, a size amid the runs. */
  logTerm: number;
  logMean: number;
}

/** `(1850 / N)^0.436`, or where its constant is beyond reading, `3.21 · (N / 10⁷)^−0.00145`. */
export function scaledTerm(term: PowerTerm): string {
  const { symbol, exponent, logTerm, logMean } = term;
  const scale = Math.exp(logTerm / exponent + logMean);
  return isReadable(scale)
    ? `(${formatNumber(scale)} / ${symbol})^${formatExponent(exponent)}`
    : referredTerm(term);
}

/** `482 / N^0.348`, or where its constant is beyond reading, `0.21 · (N / 10⁷)^−0.348`. */
export function dividedTerm(term: PowerTerm): string {
  const { symbol, exponent, logTerm, logMean } = term;
  const amplitude = Math.exp(logTerm + exponent * logMean);
  return isReadable(amplitude)
    ? `${formatNumber(amplitude)} / ${symbol}^${formatExponent(exponent)}`
    : referredTerm(term);
}

/** `3.21 · (N / 10⁷)^−0.00145` */
export function referredTerm({ symbol, exponent, logTerm, logMean }: PowerTerm): string {
  const { value, written } = referenceSize(logMean);
  const amplitude = Math.exp(logTerm - exponent * (Math.log(value) - logMean));
  return `${formatNumber(amplitude)} · ${referredPower(symbol, written, exponent)}`;
}

/** `(N / 10⁷)^−0.348` */
export function referredPower(symbol: string, reference: string, exponent: number): string {
  return `(${symbol} / ${reference})^${formatExponent(-exponent).replace('-', '−')}`;
}
