import entries from './catalogue.json' with { type: 'json' };

/** The folder of all packed texts, relative to the page's folder. */
export const CORPORA = 'corpora/';

/** A text that is a row of items, such as patches of images. A window is an item: it begins at its first token. */
export interface TextItems {
  /** Tokens of an item: the T inputs of a window and its last target. */
  readonly length: number;
  /** How many items are held out: the last ones of the text. */
  readonly heldOut: number;
}

/** A packed text that comes with the page. `origins.json` says where it is from and its licence, which the page does not load. */
export interface CorpusEntry {
  readonly id: string;
  readonly title: string;
  /** Length of the unpacked text in bytes. Every symbol is one byte, so this is also the number of tokens. */
  readonly bytes: number;
  /** Checksum of the unpacked text, in hexadecimal. */
  readonly sha256: string;
  /** Every symbol of a text, in code point order; a token is an index in it. All texts of words share one alphabet. */
  readonly alphabet: string;
  /** Left out for a text of words, whose windows stand close to each other. */
  readonly items?: TextItems;
}

export const catalogue: readonly CorpusEntry[] = entries;

/**
 * The rule that windows of a text break whose items have another length; null if they keep it.
 *
 * @param context T
 */
export function itemRefusal(
  { items, title }: Pick<CorpusEntry, 'items' | 'title'>,
  context: number,
): string | null {
  if (items === undefined || context === items.length - 1) return null;
  return `the context of “${title}” must be ${items.length - 1}, because a window is one item: ${context}`;
}

/** @throws if no text has this id */
export function findCorpus(id: string): CorpusEntry {
  const entry = catalogue.find((candidate) => candidate.id === id);
  if (entry) return entry;
  const known = catalogue.map((candidate) => candidate.id).join(', ');
  throw new Error(`There is no text "${id}"; there are ${known}.`);
}
