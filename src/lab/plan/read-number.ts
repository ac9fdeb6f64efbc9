import type { Refusal } from '../../laws/refusal.ts';

const SUFFIXES: Record<string, number> = { '': 1, k: 1e3, K: 1e3, M: 1e6, G: 1e9, B: 1e9 };

/** Digits, in groups of three or not, with a decimal point or not, and a power of ten or not. */
const NUMBER =
  /^([+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d*)?(?:e[+-]?\d+)?|[+-]?\.\d+(?:e[+-]?\d+)?)\s*([kKMGB]?)$/i;

/** `0,016` or `1,5`: a comma that does not divide thousands. */
const DECIMAL_COMMA = /^[+-]?(?:0,\d+|\d+,(?!\d{3}(?!\d))\d+)/;

/** A number as people write it: `1024000`, `1,024,000`, `1.024M`, `1e6`. NaN for any other text. */
export function parseNumber(text: string): number {
  const match = DECIMAL_COMMA.test(text.trim()) ? null : NUMBER.exec(text.trim());
  if (match === null) return NaN;
  const [, digits = '', suffix = ''] = match;
  return Number(digits.replaceAll(',', '')) * (SUFFIXES[suffix] ?? NaN);
}

/** A whole number between bounds, or the rule and the text that breaks it. */
export function readWhole(name: string, text: string, min: number, max: number): number | Refusal {
  const value = Math.round(parseNumber(text) * 1e6) / 1e6;
  if (Number.isInteger(value) && value >= min && value <= max) return value;
  return {
    refused: `${name} must be a whole number from ${min.toLocaleString('en')} to ${max.toLocaleString('en')}: ${quoted(text)}`,
  };
}

/** A text as a refusal quotes it, with what is wrong with a decimal comma. */
export function quoted(text: string): string {
  const said = text.trim() === '' ? 'empty' : text.trim().slice(0, 40);
  return DECIMAL_COMMA.test(said) ? `${said} (write ${said.replace(',', '.')})` : said;
}

/** Whether a reading is a refusal, not a value. */
export function isRefused(reading: unknown): reading is Refusal {
  return typeof reading === 'object' && reading !== null && 'refused' in reading;
}
