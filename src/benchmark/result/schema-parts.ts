import * as v from 'valibot';
import { count, finite } from '../../lab/files/numbers.ts';
import { visibleName } from '../../lab/runs/visible-name.ts';
import type { Machine } from '../result.ts';
import { BENCHMARK_LIMITS as LIMITS } from './limits.ts';

/** A time or a rate: no machine is so fast or slow that its figures are outside. */
export const positive = v.pipe(finite, v.minValue(1e-9), v.maxValue(1e12));
/** A time or a spread that may be 0. */
export const notNegative = v.pipe(finite, v.minValue(0), v.maxValue(1e12));

/** A text of a browser, a driver or a person, as one line: its first characters, none of them invisible. */
const text = (most: number) =>
  v.pipe(
    v.string(),
    v.maxLength(LIMITS.rawCharacters),
    v.transform((raw) => visibleName(raw.replaceAll(/[\t\r\n]+/g, ' ').slice(0, most))),
  );
export const name = text(LIMITS.nameCharacters);
export const words = text(LIMITS.wordCharacters);
/** A hash in hexadecimal. */
export const hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{8,16}$/, 'must be 8 to 16 hexadecimal digits'));
/** The name of an entry, such as 64/2 × 8. */
export const entryName = v.pipe(
  v.string(),
  v.maxLength(LIMITS.entryNameCharacters),
  v.regex(/^[\w/ ×-]+$/, 'must be the name of a measurement, such as 64/2'),
);
/** Milliseconds since 1970, up to the year 2100. */
export const moment = v.pipe(count, v.maxValue(Date.UTC(2100)));

export const machine = v.strictObject({
  adapter: name,
  software: v.boolean(),
  browser: name,
  system: name,
  label: name,
}) satisfies v.GenericSchema<Machine>;

export const CEILING_NAMES = [
  'gigaflopsPerSecond',
  'gigabytesPerSecond',
  'microsecondsPerDispatch',
  'millisecondsPerSubmit',
  'millisecondsPerReadback',
] as const;

export const ceilings = v.strictObject({
  gigaflopsPerSecond: notNegative,
  gigabytesPerSecond: notNegative,
  microsecondsPerDispatch: notNegative,
  millisecondsPerSubmit: notNegative,
  millisecondsPerReadback: notNegative,
});

export function areDistinct(names: readonly string[]): boolean {
  return new Set(names).size === names.length;
}
