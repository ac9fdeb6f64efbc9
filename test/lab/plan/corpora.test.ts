import { expect, test } from 'vitest';
import { KNOWN_SOURCES } from '../../../src/corpus/known-sources.ts';
import { corpusOf } from '../../../src/lab/plan/corpora.ts';

test('losses of a text are nats per character, losses of a generated source nats per symbol', () => {
  expect(corpusOf('moby-dick', 128).lossUnit).toBe('nats/character');
  for (const { id } of KNOWN_SOURCES) expect(corpusOf(id, 128).lossUnit).toBe('nats/symbol');
});
