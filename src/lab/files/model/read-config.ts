import type { LstmShape, ModelShape } from '../../../engine/trainer.ts';
import { ImportRefused, shown } from '../import-refused.ts';
import { parseJson } from '../parse-json.ts';
import type { Architecture, CheckedKey, Plain, SizeKey } from './architecture.ts';
import { GPT2 } from './gpt2.ts';
import { GPT_NEOX } from './gpt-neox.ts';
import { LSTM_KEYS, LSTM_TYPE } from './loglog-lstm.ts';
import { BOTH, BOTH_TYPE } from './loglog-transformer.ts';

/** What this engine computes, by `model_type`. */
export const ARCHITECTURES: Readonly<Record<string, Architecture>> = { gpt2: GPT2, gpt_neox: GPT_NEOX };

type Json = Readonly<Record<string, unknown>>;

/**
 * The shape of the model that a `config.json` of `transformers`, or of a model that only Loglog has, describes.
 * @param name names the file in a refusal
 * @throws {ImportRefused} with the key, its value and what the engine computes, if the engine computes other numbers
 */
export function readConfig(json: string, name: string): ModelShape {
  const config = parseJson(json, name);
  if (!isObject(config)) throw new ImportRefused(`${name} must hold an object, not ${quoted(config)}.`);
  const type = at(config, 'model_type');
  if (type === LSTM_TYPE) return lstmIn(config, name);
  const architecture = architectureOf(type);
  if (architecture === undefined) throw refusal(name, 'model_type', type, `only ${known()}`);
  for (const key of architecture.checked) check(config, key, name);
  for (const key of architecture.foreign) check(config, key, name);
  const { sizes } = architecture;
  const width = sizeOf(config, sizes.width, name);
  const shape = {
    kind: 'transformer',
    vocabulary: sizeOf(config, sizes.vocabulary, name),
    context: sizeOf(config, sizes.context, name),
    width,
    layers: sizeOf(config, sizes.layers, name),
    heads: sizeOf(config, sizes.heads, name),
    feedForward: sizeOf(config, sizes.feedForward, name, 4 * width),
    positions: architecture.positions,
    ...baseIn(config, architecture, name),
    tiedHead: tiedIn(config, architecture, name),
  } as const;
  checkHeads(config, architecture, shape, name);
  return shape;
}

function architectureOf(type: unknown): Architecture | undefined {
  if (type === BOTH_TYPE) return BOTH;
  return typeof type === 'string' && Object.hasOwn(ARCHITECTURES, type) ? ARCHITECTURES[type] : undefined;
}

/** The base of rotary positions; left out if it is the usual one, as in a plan. */
function baseIn(config: Json, { rotaryBase }: Architecture, name: string): { rotaryBase?: number } {
  const base = rotaryBase && sizeOf(config, rotaryBase, name);
  return base === undefined || base === rotaryBase?.missing ? {} : { rotaryBase: base };
}

function lstmIn(config: Json, name: string): LstmShape {
  const { sizes, checked } = LSTM_KEYS;
  for (const key of checked) check(config, key, name);
  return {
    kind: 'lstm',
    vocabulary: sizeOf(config, sizes.vocabulary, name),
    context: sizeOf(config, sizes.context, name),
    width: sizeOf(config, sizes.width, name),
    layers: sizeOf(config, sizes.layers, name),
  };
}

function known(): string {
  return Object.keys(ARCHITECTURES)
    .map((type) => `"${type}"`)
    .join(' and ');
}

/** Refuses a key that has another value than the engine computes with, in any of its places. */
function check(config: Json, { places, missing, accepted, computes }: CheckedKey, name: string): void {
  const present = places.filter((place) => at(config, place, name) !== undefined);
  for (const place of present) {
    const value = at(config, place, name);
    const values = Array.isArray(value) && value.length > 0 ? (value as unknown[]) : [value];
    if (!values.every((one) => isAccepted(one, accepted))) throw refusal(name, place, value, computes);
  }
  const [first] = places;
  if (present.length === 0 && first !== undefined && !isAccepted(missing, accepted))
    throw refusal(name, first, undefined, computes, missing);
}

/** Numbers are compared as the engine holds them, in float32. */
function isAccepted(value: unknown, accepted: readonly Plain[]): boolean {
  if (typeof value === 'number')
    return accepted.some((one) => typeof one === 'number' && Math.fround(one) === Math.fround(value));
  return accepted.some((one) => one === (isEmpty(value) ? null : value));
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

function sizeOf(config: Json, { names, missing, most }: SizeKey, name: string, otherwise?: number): number {
  const [first = names[0] ?? '', ...others] = names.filter((key) => at(config, key) !== undefined);
  const given = at(config, first);
  const value = given === undefined || (given === null && missing === null) ? (missing ?? otherwise) : given;
  for (const other of others) {
    if (at(config, other) !== value)
      throw new ImportRefused(
        `${name}: ${first} is ${quoted(value)} and ${other} is ${quoted(at(config, other))}; they must be equal.`,
      );
  }
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 1 || value > most) {
    const rule = `with a whole number from 1 to ${most}`;
    throw refusal(name, first, given, rule, missing);
  }
  return value;
}

function tiedIn(config: Json, { tied }: Architecture, name: string): boolean {
  const value = at(config, 'tie_word_embeddings');
  if (value === undefined) return tied;
  if (typeof value !== 'boolean') throw refusal(name, 'tie_word_embeddings', value, 'with true or false');
  return value;
}

/** Refuses heads of another size, and fewer heads of keys than of queries. */
function checkHeads(
  config: Json,
  { headSize }: Architecture,
  { width, heads }: { width: number; heads: number },
  name: string,
): void {
  const wanted: [readonly string[], number][] = [
    [headSize, width / heads],
    [['num_key_value_heads'], heads],
  ];
  for (const [keys, size] of wanted) {
    for (const key of keys) {
      const value = at(config, key) ?? size;
      if (value !== size) throw refusal(name, key, value, `with ${size}`);
    }
  }
}

/** The value at a place; undefined if it is missing. @throws {ImportRefused} if the place leads into something else than one object */
function at(config: Json, place: string, name = ''): unknown {
  const [key = '', inner] = place.split('.');
  const value = Object.hasOwn(config, key) ? config[key] : undefined;
  if (inner === undefined || value === undefined || value === null)
    return inner === undefined ? value : undefined;
  const nested = isObject(value) ? Object.entries(value).find(([, one]) => isObject(one)) : undefined;
  if (!isObject(value) || nested !== undefined) {
    const where = nested === undefined ? key : `${key}.${nested[0]}`;
    throw refusal(name, shown(where), nested?.[1] ?? value, 'the same rotary positions in all layers');
  }
  return Object.hasOwn(value, inner) ? value[inner] : undefined;
}

function refusal(
  name: string,
  key: string,
  value: unknown,
  computes: string,
  missing?: Plain,
): ImportRefused {
  const is = value === undefined ? 'missing' : quoted(value);
  const then =
    value === undefined && missing !== undefined && missing !== null
      ? `, and transformers then takes ${quoted(missing)}`
      : '';
  return new ImportRefused(`${name}: ${key} is ${is}${then}; this engine computes ${computes}.`);
}

function quoted(value: unknown): string {
  return shown(JSON.stringify(value) ?? 'missing');
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
