import type { CorpusEntry } from './catalogue.ts';
import { fetchPart } from './fetch-part.ts';
import { partFiles, type PartFile } from './part-files.ts';
import type { PartCounts } from './part-windows.ts';
import { sha256 } from './sha256.ts';
import { TextError } from './text-error.ts';
import { joined, layoutOf, reassembled } from './text-layout.ts';
import { encode } from './tokenizer.ts';

/** So many parts are fetched at a time. A browser makes more requests wait, and a part that waits looks stalled. */
const AT_A_TIME = 4;

/** Called when bytes arrive, with the packed bytes so far and in all. */
export type OnProgress = (loadedBytes: number, totalBytes: number) => void;

/** A part that has been asked for. */
interface Part {
  readonly text: Promise<Uint8Array<ArrayBuffer>>;
  loadedBytes: number;
}

/** Loads texts in parts, and keeps every part, so that it is fetched once. */
export class CorpusLoader {
  readonly #parts = new Map<string, Part>();
  readonly #watchers = new Set<() => void>();
  readonly #queue: (() => void)[] = [];
  #fetching = 0;

  /**
   * The tokens of a whole text, in its order.
   *
   * @param folder address of the folder of all texts
   * @throws {TextError} if a part is not the expected file, or the whole is not the expected text
   */
  async whole(entry: CorpusEntry, folder: string, onProgress: OnProgress): Promise<Uint8Array<ArrayBuffer>> {
    const { training, heldOut } = partFiles(entry);
    const parts = await this.#texts([...training, ...heldOut], folder, onProgress);
    const text = reassembled(layoutOf(entry), {
      training: parts.slice(0, training.length),
      heldOut: parts.slice(training.length),
    });
    const found = await sha256(text);
    if (found !== entry.sha256) {
      throw new TextError(
        'altered',
        `The parts of ${entry.id} give a text with SHA-256 ${found}, expected ${entry.sha256}.`,
      );
    }
    return tokensOf(text, entry);
  }

  /**
   * The tokens of the first parts of a text: the training parts, one after the other, then the held-out parts.
   *
   * @param folder address of the folder of all texts
   * @throws {TextError} if a part is not the expected file
   */
  async parts(
    entry: CorpusEntry,
    counts: PartCounts,
    folder: string,
    onProgress: OnProgress,
  ): Promise<Uint8Array<ArrayBuffer>> {
    const { training, heldOut } = partFiles(entry);
    // Held-out parts come first, because every number of training parts needs them.
    const held = heldOut.slice(0, counts.heldOut);
    const wanted = [...held, ...training.slice(0, counts.training)];
    const texts = await this.#texts(wanted, folder, onProgress);
    return tokensOf(joined([...texts.slice(held.length), ...texts.slice(0, held.length)]), entry);
  }

  /** The texts of some parts, in their order. */
  async #texts(
    files: readonly PartFile[],
    folder: string,
    onProgress: OnProgress,
  ): Promise<Uint8Array<ArrayBuffer>[]> {
    const total = files.reduce((sum, { packedBytes }) => sum + packedBytes, 0);
    const parts = files.map((file) => this.#part(file, folder));
    const tell = () =>
      onProgress(Math.round(parts.reduce((sum, { loadedBytes }) => sum + loadedBytes, 0)), total);
    this.#watchers.add(tell);
    try {
      return await Promise.all(parts.map(({ text }) => text));
    } finally {
      this.#watchers.delete(tell);
    }
  }

  /** A part that is there or on its way; else it is fetched. A part that failed is fetched again when it is asked for. */
  #part(file: PartFile, folder: string): Part {
    const key = new URL(file.file, folder).href;
    const known = this.#parts.get(key);
    if (known) return known;
    const text = this.#inTurn(() =>
      fetchPart(file, folder, (loadedBytes) => {
        part.loadedBytes = loadedBytes;
        for (const tell of this.#watchers) tell();
      }),
    );
    const part: Part = { text, loadedBytes: 0 };
    this.#parts.set(key, part);
    text.catch(() => this.#parts.delete(key));
    return part;
  }

  async #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#fetching === AT_A_TIME) await new Promise<void>((resolve) => this.#queue.push(resolve));
    else this.#fetching++;
    try {
      return await work();
    } finally {
      const next = this.#queue.shift();
      if (next) next();
      else this.#fetching--;
    }
  }
}

function tokensOf(text: Uint8Array, { alphabet }: CorpusEntry): Uint8Array<ArrayBuffer> {
  return encode(new TextDecoder().decode(text), alphabet);
}
