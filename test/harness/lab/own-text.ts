import { readOwnText, type OwnText } from '../../../src/corpus/own-text/read-own-text.ts';
import type { OwnCorpus } from '../../../src/lab/plan/own-corpus.ts';
import type { OwnTextStore } from '../../../src/lab/storage/own-text-store.ts';

/** What an id says of an own text, with some of it changed. */
export function ownCorpus(change: Partial<OwnCorpus> = {}): OwnCorpus {
  return {
    coding: 'characters',
    sha256: 'a'.repeat(64),
    vocabulary: 50,
    tokens: 200_000,
    bytes: 200_000,
    title: 'Diary',
    ...change,
  };
}

/** A text that is long enough for small sweeps. */
export function diaryFile(name = 'Diary.txt', characters = 60_000): File {
  const line = 'Heute regnete es über der Brücke; wir lasen 世界 am Fenster.\n';
  return new File([line.repeat(Math.ceil(characters / line.length)).slice(0, characters)], name);
}

/** A text as the page reads it. */
export async function ownTextOf(file: File): Promise<OwnText> {
  return readOwnText([{ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) }]);
}

/** Keeps texts in memory. */
export class MemoryTexts implements OwnTextStore {
  readonly kept = new Map<string, OwnText>();
  /** What the browser says when a text is to be kept; it keeps it if this is empty. */
  refusal = '';

  async list(): Promise<OwnText['facts'][]> {
    return Array.from(this.kept.values(), ({ facts }) => facts);
  }

  async load(sha256: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
    return this.kept.get(sha256)?.text;
  }

  async save(text: OwnText): Promise<void> {
    if (this.refusal !== '') throw new Error(this.refusal);
    this.kept.set(text.facts.sha256, text);
  }

  async remove(sha256: string): Promise<void> {
    this.kept.delete(sha256);
  }
}
