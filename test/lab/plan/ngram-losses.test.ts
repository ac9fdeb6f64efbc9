import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { NGRAM_LOSSES } from '../../../src/lab/plan/ngram-losses.ts';
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
