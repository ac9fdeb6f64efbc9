import entries from './catalogue.json' with { type: 'json' };

/** A text that comes with the page, packed. */
export interface CorpusEntry {
  readonly id: string;
  readonly title: string;
  /** Where the text was taken from. */
  readonly source: string;
  readonly licence: string;
  /** Where its packed file lies, from the page's own folder. */
  readonly file: string;
  readonly packedBytes: number;
  /** Of the packed file, in hexadecimal. */
  readonly packedSha256: string;
  /** Length unpacked; every symbol is one byte, so this is the number of tokens too. */
  readonly bytes: number;
  /** Of the unpacked text, in hexadecimal. */
  readonly sha256: string;
  /** Every symbol a text may hold, in code point order; a token is a place in it. Texts share one. */
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
