import * as v from 'valibot';
import type { CorpusSource } from '../../engine/trainer.ts';
import { checked } from './checked.ts';
import { ImportRefused, shown } from './import-refused.ts';
import { finite, sha256, size } from './numbers.ts';
import { rule } from './run-schema.ts';

/** The content of a corpus: the checksum of a text, or the rule of a generated one. */
export type CorpusContent =
  { readonly sha256: string } | Omit<Extract<CorpusSource, { kind: 'generated' }>, 'kind'>;

const generated = v.strictObject({ rule, seed: finite, length: size(1e9) });

/** Reads the words that `results-csv.ts` writes for it; undefined for none. @throws {ImportRefused} */
export function readContent(words: string): CorpusContent | undefined {
  const [kind = '', ...parts] = words.trim().split(/\s+/);
  if (kind === '') return undefined;
  if (kind === 'sha256') return { sha256: checked(sha256, parts.join(' '), 'the checksum of the text') };
  const figures = new Map<string, number | string>();
  for (const part of parts) {
    const [name = '', value] = part.split('=');
    if (value === undefined || value === '' || figures.has(name)) {
      throw new ImportRefused(
        `the content of a corpus has figures such as seed=1, each once: ${shown(part)}.`,
      );
    }
    figures.set(name, name === 'form' ? value : Number(value));
  }
  const { seed, length, ...rest } = Object.fromEntries(figures);
  return checked(generated, { rule: { kind, ...rest }, seed, length }, 'the content of a corpus');
}
