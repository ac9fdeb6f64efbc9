import * as v from 'valibot';
import type { CorpusSource } from '../../engine/trainer.ts';
import { checked } from './checked.ts';
import { ImportRefused, shown } from './import-refused.ts';
import { finite, sha256, size } from './numbers.ts';
import { rule } from './run-schema.ts';

/** The content of a corpus: the checksum of a text, or the rule of a generated one. */
export type CorpusContent =
  { readonly sha256: string } | Omit<Extract<CorpusSource, { kind: 'generated' }>, 'kind'>;

const SHA = 'sha256';
const generated = v.strictObject({ rule, seed: finite, length: size(1e9) });

/** `sha256 3f…` or `uniform vocabulary=32 seed=1 length=10000000`; empty for a text whose checksum was not recorded. */
export function contentWords(corpus: CorpusSource): string {
  if (corpus.kind !== 'generated') return corpus.sha256 === undefined ? '' : `${SHA} ${corpus.sha256}`;
  const { kind, ...figures } = corpus.rule;
  const all = { ...figures, seed: corpus.seed, length: corpus.length };
  return [kind, ...Object.entries(all).map(([name, value]) => `${name}=${value}`)].join(' ');
}

/** Reads the words of `contentWords`; undefined for none. @throws {ImportRefused} */
export function readContent(words: string): CorpusContent | undefined {
  const [kind = '', ...parts] = words.trim().split(/\s+/);
  if (kind === '') return undefined;
  if (kind === SHA) return { sha256: checked(sha256, parts.join(' '), 'the checksum of the text') };
  const figures = new Map<string, number>();
  for (const part of parts) {
    const [name = '', value] = part.split('=');
    if (value === undefined || value === '' || figures.has(name)) {
      throw new ImportRefused(
        `the content of a corpus has figures such as seed=1, each once: ${shown(part)}.`,
      );
    }
    figures.set(name, Number(value));
  }
  const { seed, length, ...rest } = Object.fromEntries(figures);
  return checked(generated, { rule: { kind, ...rest }, seed, length }, 'the content of a corpus');
}
