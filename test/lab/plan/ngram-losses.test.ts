import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { NGRAM_LOSSES } from '../../../src/lab/plan/ngram-losses.ts';
import { wholeText } from '../../harness/corpus/packed-files.ts';
import { inTier } from '../../harness/tier.ts';

/** Entropy in nats of what lies in pieces of so many bytes, over all of their places. */
function blockEntropy(texts: readonly Uint8Array[], length: number): number {
  const counts = new Map<number, number>();
  let total = 0;
  for (const text of texts) {
    for (let i = 0; i + length <= text.length; i++, total++) {
      let key = 0;
      for (let j = 0; j < length; j++) key = 256 * key + text[i + j];
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  return [...counts.values()].reduce((sum, count) => sum - (count / total) * Math.log(count / total), 0);
}

/** Entropy in nats of a pixel, given the `before` pixels before it in its patch, and where the patch begins. */
function pixelEntropy(patches: readonly string[], before: number): number {
  const counts = new Map<string, Map<string, number>>();
  for (const patch of patches) {
    for (let i = 1; i < patch.length; i++) {
      const known = patch.slice(Math.max(0, i - before), i);
      const next = counts.get(known) ?? new Map<string, number>();
      counts.set(known, next.set(patch[i], (next.get(patch[i]) ?? 0) + 1));
    }
  }
  let [nats, pixels] = [0, 0];
  for (const next of counts.values()) {
    const total = [...next.values()].reduce((sum, count) => sum + count, 0);
    for (const count of next.values()) nats -= count * Math.log(count / total);
    pixels += total;
  }
  return nats / pixels;
}

test('the n-gram losses of the photographs are those of the pixels of their patches', () => {
  const patches =
    wholeText('photographs')
      .toString('latin1')
      .match(/\n[0-9a-f]{64}/g) ?? [];
  NGRAM_LOSSES['photographs'].forEach((loss, before) => {
    expect(loss).toBeCloseTo(pixelEntropy(patches, before), 4);
  });
});

test.each(inTier(['sotu', 'moby-dick', 'bible'], ['moby-dick']))(
  'the n-gram losses of %s are those of its text',
  (corpus) => {
    const folder = fileURLToPath(new URL(`../../../public/corpora/${corpus}/`, import.meta.url));
    const texts = readdirSync(folder).map((name) => gunzipSync(readFileSync(folder + name)));
    const blocks = [0, 1, 2, 3, 4].map((length) => (length === 0 ? 0 : blockEntropy(texts, length)));
    NGRAM_LOSSES[corpus].forEach((loss, before) => {
      expect(loss).toBeCloseTo(blocks[before + 1] - blocks[before], 4);
    });
  },
);
