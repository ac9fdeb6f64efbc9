import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import {
  ENTRIES,
  entriesOf,
  entryOf,
  flopsPerStep,
  recordedLosses,
  SCORED,
  tokensPerStep,
} from '../../../src/benchmark/standard/entries.ts';
import { canonicalJson } from '../../../src/benchmark/standard/canonical-json.ts';
import { hashOf, STANDARD_HASH } from '../../../src/benchmark/standard/standard-hash.ts';
import { STANDARD } from '../../../src/benchmark/standard/standard.ts';
import { networkOf } from '../../../src/engine/training/networks.ts';

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** Copies of a value, in each of which one leaf is another one. */
function changed(value: Json): Json[] {
  if (typeof value === 'number') return [value === 0 ? 1 : value * (1 + 2 ** -20)];
  if (typeof value === 'boolean') return [!value];
  if (typeof value === 'string') return [`${value} `];
  if (value === null) return [0];
  const copies: Json[] = [];
  for (const key of Object.keys(value)) {
    const members = value as { [key: string]: Json };
    for (const member of changed(members[key])) {
      copies.push(Array.isArray(value) ? value.with(Number(key), member) : { ...value, [key]: member });
    }
  }
  return copies;
}

describe('the hash of the standard', () => {
  const standard = JSON.parse(JSON.stringify(STANDARD)) as Json;

  test('is frozen', () => {
    expect(STANDARD_HASH).toBe('021d6b368c2e38b5');
  });

  test('is the start of the SHA-256 of its canonical JSON', () => {
    const digest = createHash('sha256').update(canonicalJson(standard)).digest('hex');
    expect(STANDARD_HASH).toBe(digest.slice(0, 16));
  });

  test('changes with each leaf', () => {
    const hashes = changed(standard).map(hashOf);
    expect(hashes.length).toBeGreaterThan(150);
    expect(new Set([STANDARD_HASH, ...hashes]).size).toBe(hashes.length + 1);
  });

  test('does not depend on the order of keys, and does on the order of items', () => {
    expect(canonicalJson({ b: [1, { d: null, c: 'é"' }], a: true })).toBe(
      '{"a":true,"b":[1,{"c":"é\\"","d":null}]}',
    );
    expect(hashOf({ a: 1, b: 2 })).toBe(hashOf({ b: 2, a: 1 }));
    expect(hashOf([1, 2])).not.toBe(hashOf([2, 1]));
  });
});

describe('the entries', () => {
  test('have six shapes that are scored, two large ones, and four with lanes', () => {
    expect(SCORED).toEqual(['32/2', '32/4', '64/2', '64/4', '128/2', '128/4']);
    const others = ['256/4', '512/8', '64/2 × 2', '64/2 × 4', '64/2 × 8', '64/2 × 16'];
    expect(ENTRIES.map(({ name }) => name)).toEqual([...SCORED, ...others]);
    for (const name of SCORED) expect(entryOf(name).referenceMilliseconds).toBeGreaterThan(0);
    for (const name of others) expect(entryOf(name).referenceMilliseconds).toBeUndefined();
    expect(() => entryOf('64/3')).toThrow('the standard has no entry named 64/3');
  });

  test('of a software adapter are the small ones; of a quick benchmark one', () => {
    const names = (quick: boolean, software: boolean) => entriesOf(quick, software).map(({ name }) => name);
    expect(names(false, false)).toEqual(ENTRIES.map(({ name }) => name));
    expect(names(false, true)).toEqual(['32/2', '32/4', '64/2', '64/4']);
    expect(names(true, false)).toEqual(['64/2']);
    expect(names(true, true)).toEqual(['64/2']);
  });

  test.each(ENTRIES)('$name has a shape that can be trained, and the FLOPs of its network', (entry) => {
    const network = networkOf(entry.shape);
    expect(network.hasFastKernels(STANDARD.batch)).toBe(true);
    expect(flopsPerStep(entry)).toBe(entry.lanes * network.flopsPerStep(STANDARD.batch));
    expect(tokensPerStep(entry)).toBe(entry.lanes * 16 * entry.shape.context);
  });

  test.each(ENTRIES)('$name has a recorded loss of each lane after each of its steps', (entry) => {
    const losses = recordedLosses(entry);
    expect(losses).toHaveLength(entry.lanes * entry.lossSteps.length);
    // The head starts at zero, so the first prediction is uniform over the vocabulary.
    for (const loss of losses.slice(0, entry.lanes)) expect(loss).toBeCloseTo(Math.log(256), 4);
    for (let at = entry.lanes; at < losses.length; at++)
      expect(losses[at]).toBeLessThan(losses[at - entry.lanes]);
  });

  test('the losses of lanes come in the order of steps, and of lanes within a step', () => {
    const one = recordedLosses(entryOf('64/2'));
    const two = recordedLosses(entryOf('64/2 × 2'));
    expect(two.filter((_, i) => i % 2 === 0)).toEqual(one);
    expect(two.filter((_, i) => i % 2 === 1)).not.toEqual(one);
  });
});
