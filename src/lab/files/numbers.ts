import * as v from 'valibot';

const MOST = 1e15;

/** A finite number. */
export const finite = v.pipe(v.number(), v.finite());
/** A whole number from 0. */
export const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(MOST));
/** A whole number from 1 to `most`. */
export const size = (most: number) => v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(most));
/** A number above 0. */
export const positive = v.pipe(v.number(), v.finite(), v.gtValue(0));
/** A number from 0 to 1. */
export const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
/** A short text. */
export const words = v.pipe(v.string(), v.maxLength(2_000));

/** Losses. JSON writes null for a loss that is not finite. */
export const losses = v.pipe(
  v.custom<readonly (number | null)[]>(
    (value) =>
      Array.isArray(value) && value.every((part: unknown) => part === null || typeof part === 'number'),
    'expected an array of numbers',
  ),
  v.transform((values) => Float32Array.from(values, (value) => value ?? NaN)),
);

/** A time in ISO 8601, UTC, as milliseconds since 1970. */
export const isoTime = v.pipe(
  v.string(),
  v.check(isIsoTime, 'must be a time such as 2026-01-31T12:00:00.000Z'),
  v.transform((text) => Date.parse(text)),
);

function isIsoTime(text: string): boolean {
  const time = Date.parse(text);
  return Number.isFinite(time) && new Date(time).toISOString() === text;
}

/** A SHA-256 in hexadecimal. */
export const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, 'must be 64 hexadecimal digits'));
