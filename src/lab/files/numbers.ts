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
