import entries from './catalogue.json' with { type: 'json' };

/** The folder of all packed texts, relative to the page's folder. */
export const CORPORA = 'corpora/';

/** A packed text that comes with the page. */
export interface CorpusEntry {
  readonly id: string;
  readonly title: string;
  /** The origin of the text. */
  readonly source: string;
  readonly licence: string;
  /** Length of the unpacked text in bytes. Every symbol is one byte, so this is also the number of tokens. */
  readonly bytes: number;
  /** Checksum of the unpacked text, in hexadecimal. */
  readonly sha256: string;
  /** Every symbol of a text, in code point order; a token is an index in it. All texts share one alphabet. */
  readonly alphabet: string;
}

export const catalogue: readonly CorpusEntry[] = entries;

/** @throws if no text has this id */
export function findCorpus(id: string): CorpusEntry {
  const entry = catalogue.find((candidate) => candidate.id === id);
  if (entry) return entry;
  const known = catalogue.map((candidate) => candidate.id).join(', ');
  throw new Error(`There is no text "${id}"; there are ${known}.`);
}
