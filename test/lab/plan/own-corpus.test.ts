import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { leastLength, splitWindows } from '../../../src/corpus/split-windows.ts';
import { corpusOf, isCorpus, shortTextRefusal, type Corpus } from '../../../src/lab/plan/corpora.ts';
import { corpusKey, ownCorpusId, readOwnCorpus, rememberAlphabet } from '../../../src/lab/plan/own-corpus.ts';
import { readDraft } from '../../../src/lab/plan/read-draft.ts';
import { FULL_SWEEP } from '../../../src/lab/plan/recipe.ts';
import { draftOf } from '../../../src/lab/plan/sweep-settings.ts';
import { ownCorpus } from '../../harness/lab/own-text.ts';

test('an id says all that is known of an own text, whatever its title', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, maxLength: 60, unit: 'grapheme' }), (title) => {
      const own = ownCorpus({ title });
      expect(readOwnCorpus(ownCorpusId(own))).toEqual(own.title.length > 100 ? null : own);
    }),
  );
});

test.each([
  ['another prefix', 'sotu'],
  ['a short checksum', 'own:characters:abc:50:100000:100000:x'],
  ['more than 256 symbols', ownCorpusId(ownCorpus({ vocabulary: 257 }))],
  ['one symbol', ownCorpusId(ownCorpus({ vocabulary: 1 }))],
  ['more bytes than a text may have', ownCorpusId(ownCorpus({ bytes: 50_000_001 }))],
  ['more characters than bytes', ownCorpusId(ownCorpus({ tokens: 200_001, bytes: 200_000 }))],
  ['a character of five bytes', ownCorpusId(ownCorpus({ tokens: 100, bytes: 501 }))],
  [
    'bytes that are not its tokens',
    ownCorpusId(ownCorpus({ coding: 'bytes', vocabulary: 256, tokens: 7, bytes: 8 })),
  ],
  ['no title', ownCorpusId(ownCorpus({ title: '' }))],
  ['a title of two lines', ownCorpusId(ownCorpus({ title: 'a\nb' }))],
])('an id with %s is none of an own text', (_, id) => {
  expect(readOwnCorpus(id)).toBeNull();
  expect(isCorpus(id)).toBe(id === 'sotu');
});

test('a text is the same corpus under every title, and another one in another coding', () => {
  const key = (of: Parameters<typeof ownCorpus>[0]): string => corpusKey(ownCorpusId(ownCorpus(of)));
  expect(key({ title: 'a' })).toBe(key({ title: 'b' }));
  expect(key({ coding: 'bytes', vocabulary: 256, tokens: 200_000, bytes: 200_000 })).not.toBe(key({}));
});

test('losses on an own text are per character or per byte, and convert to bits per byte', () => {
  expect(corpusOf(ownCorpusId(ownCorpus({ tokens: 100_000, bytes: 150_000 })), 64)).toMatchObject({
    lossUnit: 'nats/character',
    bytesPerToken: 1.5,
  });
  const bytes = ownCorpus({ coding: 'bytes', vocabulary: 256, tokens: 150_000, bytes: 150_000 });
  expect(corpusOf(ownCorpusId(bytes), 64)).toMatchObject({ lossUnit: 'nats/byte', bytesPerToken: 1 });
});

test('a plan says what tokens stand for once the text was opened', () => {
  const own = ownCorpus({ sha256: 'b'.repeat(64) });
  expect(corpusOf(ownCorpusId(own), 64).source()).not.toHaveProperty('alphabet');
  rememberAlphabet({ sha256: own.sha256, alphabet: 'abc' });
  expect(corpusOf(ownCorpusId(own), 64).source()).toHaveProperty('alphabet', 'abc');
});

test('a text that is too short for the context and the batch is refused at its field', () => {
  const corpus = ownCorpusId(ownCorpus({ tokens: 51_599, bytes: 60_000, title: 'Haiku' }));
  const { refusals } = readDraft({ ...draftOf(FULL_SWEEP), corpus }, []);
  expect(refusals.corpus).toBe(
    'Haiku is too short: with context 128 and batch 8 a text must have at least 51,600 tokens, so that its held-out blocks fill one batch, and it has 51,599',
  );
  const enough = ownCorpusId(ownCorpus({ tokens: 51_600, bytes: 60_000 }));
  expect(readDraft({ ...draftOf(FULL_SWEEP), corpus: enough }, []).refusals).toEqual({});
});

/** The windows of an own text of so many tokens. */
const windowsOf = (tokens: number, context: number): Pick<Corpus, 'uniqueTokens' | 'validationWindows'> =>
  corpusOf(ownCorpusId(ownCorpus({ tokens, bytes: tokens })), context);

/** A number; 0 if there is none. */
function valueOf(number: () => number): number {
  try {
    return number();
  } catch {
    return 0;
  }
}

test('the least length of a text is the least whose held-out blocks have a window each and fill a batch', () => {
  const sizes = fc.record({
    context: fc.integer({ min: 1, max: 512 }),
    batch: fc.integer({ min: 1, max: 1024 }),
  });
  fc.assert(
    fc.property(sizes, ({ batch, context }) => {
      const least = leastLength(context, batch);
      fc.pre(least <= 50e6);
      expect(windowsOf(least, context).validationWindows).toBeGreaterThanOrEqual(batch);
      const fewer = (): number => windowsOf(least - 1, context).validationWindows;
      expect(valueOf(fewer)).toBeLessThan(batch);
    }),
  );
});

test('windows of an own text are counted as they are laid out', () => {
  const sizes = fc.record({
    context: fc.integer({ min: 1, max: 40 }),
    length: fc.integer({ min: 16_400, max: 60_000 }),
  });
  fc.assert(
    fc.property(sizes, ({ context, length }) => {
      const { training, validation } = splitWindows(length, context);
      expect(windowsOf(length, context)).toMatchObject({
        uniqueTokens: training.length * context,
        validationWindows: validation.length,
      });
    }),
  );
});

test('the page’s own texts are never too short', () => {
  expect(shortTextRefusal('sotu', 512, 1024)).toBeNull();
});
