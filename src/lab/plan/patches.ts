import { catalogue } from '../../corpus/catalogue.ts';

/** Patches that a model draws at a time. */
const DRAWN = 16;

/** The symbols of the levels of grey, black first. */
const LEVELS = '0123456789abcdef';

/** A corpus of square patches of images. */
export interface PatchCorpus {
  /** Pixels of a side. */
  readonly side: number;
  /** Symbols that a model writes to draw some patches. */
  readonly drawnLength: number;
}

/** The patches of a corpus; null if it is another one. */
export function patchCorpus(id: string): PatchCorpus | null {
  const items = catalogue.find((entry) => entry.id === id)?.items;
  if (items === undefined) return null;
  const { length } = items;
  return { side: Math.sqrt(length - 1), drawnLength: DRAWN * (length - 1) };
}

/** The patches that a model wrote one after the other. */
export function patchesIn(text: string, { side }: Pick<PatchCorpus, 'side'>): string[] {
  const size = side ** 2;
  return Array.from({ length: Math.floor(text.length / size) }, (_, i) =>
    text.slice(i * size, (i + 1) * size),
  );
}

/** The grey of a pixel from 0, black, to 1, white; null for a symbol that is no level. */
export function greyOf(symbol: string): number | null {
  const level = LEVELS.indexOf(symbol);
  return level < 0 ? null : level / (LEVELS.length - 1);
}
