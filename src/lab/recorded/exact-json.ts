/** The field that marks what JSON has no word for, and names it: `{"$":"NaN"}`, `{"$":"Float32Array","of":[1,2]}`. */
const SPECIAL = '$';

/** The most digits that a float32 needs. */
const FLOAT32_DIGITS = 9;

/**
 * JSON from which `readExactJson` makes the same data: also numbers that are not finite, -0, undefined, and arrays of floats.
 * @throws if the data holds anything else that JSON cannot express, such as a function or a map
 */
export function exactJson(value: unknown): string {
  return JSON.stringify(written(value));
}

/** The data that `exactJson` wrote. */
export function readExactJson(json: string): unknown {
  return restored(JSON.parse(json));
}

function written(value: unknown): unknown {
  if (value === undefined) return { [SPECIAL]: 'undefined' };
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return writtenNumber(value);
  if (Array.isArray(value)) return Array.from(value, written);
  if (value instanceof Float32Array)
    return { [SPECIAL]: 'Float32Array', of: Array.from(value, (part) => writtenNumber(shortest(part))) };
  if (value instanceof Float64Array)
    return { [SPECIAL]: 'Float64Array', of: Array.from(value, writtenNumber) };
  if (isPlain(value) && !(SPECIAL in value)) return mapped(value, written);
  throw new Error(`JSON has no word for ${Object.prototype.toString.call(value)}`);
}

function writtenNumber(value: number): unknown {
  if (Object.is(value, -0)) return { [SPECIAL]: '-0' };
  return Number.isFinite(value) ? value : { [SPECIAL]: String(value) };
}

/** The number of fewest digits that is this float32. */
function shortest(value: number): number {
  for (let digits = 1; digits < FLOAT32_DIGITS; digits++) {
    const rounded = Number(value.toPrecision(digits));
    if (Object.is(Math.fround(rounded), value)) return rounded;
  }
  return value;
}

function restored(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(restored);
  if (typeof value !== 'object' || value === null) return value;
  return SPECIAL in value ? special(value) : mapped(value, restored);
}

function special(value: { readonly [SPECIAL]: unknown; readonly of?: unknown }): unknown {
  const { [SPECIAL]: name, of } = value;
  const numbers = Array.isArray(of) ? of.map((part) => Number(restored(part))) : [];
  switch (name) {
    case 'undefined':
      return undefined;
    case 'Float32Array':
      return Float32Array.from(numbers);
    case 'Float64Array':
      return Float64Array.from(numbers);
    default:
      return Number(name);
  }
}

function isPlain(value: unknown): value is object {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

function mapped(value: object, change: (part: unknown) => unknown): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries<unknown>({ ...value }).map(([name, part]) => [name, change(part)]),
  );
}
