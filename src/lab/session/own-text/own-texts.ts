import type { Coding } from '../../../corpus/own-text/coding.ts';
import type { RankFrequency } from '../../../corpus/rank-frequency.ts';
import type { CorpusSource, Trainer } from '../../../engine/trainer.ts';
import { errorWords, isRefusal, type Refusal } from '../../../laws/refusal.ts';
import { ownCorpusId, ownCorpusOf, rememberAlphabet, type OwnCorpus } from '../../plan/own-corpus.ts';
import { shownText, type HeldText, type OwnTextState } from '../../state/own-text-state.ts';
import type { Store } from '../../state/store.ts';
import type { OwnTextStore } from '../../storage/own-text-store.ts';
import type { Choosing } from '../choosing.ts';
import { refuseFileSizes, type ReadableFile } from './readable-file.ts';
import type { TextReader } from './text-reader.ts';

/** What texts of the person's own need of the browser. */
export interface OwnTextAccess {
  readonly reader: TextReader;
  /** Nothing is kept without it. */
  readonly kept?: OwnTextStore;
}

/**
 * Texts of the person's own: opens them, keeps them in this browser if the person says so, and brings them to the trainer.
 * They never leave the machine.
 */
export class OwnTexts {
  /** The texts that were opened on this visit, in UTF-8. */
  readonly #texts = new Map<string, Uint8Array<ArrayBuffer>>();
  /** SHA-256 of the text that the trainer has; empty for none. */
  #brought = '';
  #listed: Promise<void> = Promise.resolve();

  constructor(
    private readonly trainer: Pick<Trainer, 'provide'>,
    private readonly access: OwnTextAccess,
    private readonly store: Store,
    private readonly choosing: Pick<Choosing, 'edit' | 'propose'>,
  ) {}

  /** Lists the texts that are kept in this browser. */
  restore(): Promise<void> {
    this.#listed = this.#list();
    return this.#listed;
  }

  /** Opens files as one text, and shows what it is made of. */
  async open(files: readonly ReadableFile[]): Promise<void> {
    this.#change({ reading: true, refused: '' });
    const refused = await this.#read(files);
    this.#change({ reading: false, refused });
    const title = shownText(this.store.state.ownText)?.title ?? '';
    const said = refused === '' ? `The text “${title}” is open. Choose it under Own text.` : refused;
    this.store.change({ notice: { said, refused: refused !== '' } });
  }

  /** Shows another text of this browser. */
  show(sha256: string): void {
    this.#change({ shown: sha256 });
  }

  setCoding(coding: Coding): void {
    this.#change({ coding });
  }

  /** Makes the shown text the corpus of the chosen experiment. */
  choose(): void {
    const { draft, ownText } = this.store.state;
    const text = shownText(ownText);
    if (text === null) return;
    this.choosing.edit({ ...draft, corpus: ownCorpusId(ownCorpusOf(text, ownText.coding)) });
  }

  /** Sets whether the shown text stays in this browser when the page is closed. */
  async keep(kept: boolean): Promise<void> {
    const shown = shownText(this.store.state.ownText);
    if (shown === null) return;
    const { kept: _, ...facts } = shown;
    const { sha256 } = facts;
    try {
      const text = await this.text(sha256);
      if (text !== undefined) this.#texts.set(sha256, text);
      if (!kept) await this.access.kept?.remove(sha256);
      else if (text !== undefined) await this.access.kept?.save({ facts, text });
      this.#set(sha256, { kept });
      this.#change({ refused: '' });
    } catch (error) {
      this.#change({ refused: `The browser does not keep ${facts.title}: ${errorWords(error)}.` });
    }
  }

  /** Forgets the shown text, also if it is kept. */
  async remove(): Promise<void> {
    const text = shownText(this.store.state.ownText);
    if (text === null) return;
    if (text.kept) await this.keep(false);
    this.#texts.delete(text.sha256);
    const texts = this.store.state.ownText.texts.filter(({ sha256 }) => sha256 !== text.sha256);
    this.#change({ texts, shown: texts[0]?.sha256 ?? null });
  }

  /** Brings the text of a run to the trainer. Does nothing for other corpora, and without the text. */
  async bring(corpus: CorpusSource): Promise<void> {
    if (corpus.kind !== 'own' || corpus.sha256 === this.#brought) return;
    const text = await this.text(corpus.sha256);
    if (text === undefined) return;
    await this.trainer.provide(corpus.sha256, text.slice());
    this.#brought = corpus.sha256;
  }

  /** Counts the words of a text. Refuses if it is not in this browser. */
  async countWords({ sha256, title }: OwnCorpus): Promise<RankFrequency | Refusal> {
    const text = await this.text(sha256);
    if (text !== undefined) return this.access.reader.countWords(text);
    return {
      refused: `${title} is not in this browser. Open the same file under Own text, then press Start.`,
    };
  }

  /** A text in UTF-8; undefined if it is not in this browser. */
  async text(sha256: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const open = this.#texts.get(sha256);
    if (open !== undefined) return open;
    await this.#listed;
    if (!this.store.state.ownText.texts.some((text) => text.sha256 === sha256)) return undefined;
    return this.access.kept?.load(sha256).catch(() => undefined);
  }

  /** @returns why the files were not opened; empty if they were */
  async #read(files: readonly ReadableFile[]): Promise<string> {
    const tooLarge = refuseFileSizes(files);
    if (tooLarge !== '') return tooLarge;
    const loaded = await Promise.all(
      files.map(async (file) => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })),
    );
    const read = await this.access.reader.read(loaded);
    if (isRefusal(read)) return read.refused;
    this.#texts.set(read.facts.sha256, read.text);
    this.#add([{ ...read.facts, kept: this.#isKept(read.facts.sha256) }]);
    this.#change({ shown: read.facts.sha256 });
    return '';
  }

  async #list(): Promise<void> {
    try {
      const kept = (await this.access.kept?.list()) ?? [];
      this.#add(kept.map((facts) => ({ ...facts, kept: true })));
      const { shown, texts } = this.store.state.ownText;
      this.#change({ shown: shown ?? texts[0]?.sha256 ?? null });
    } catch {
      // A browser that keeps nothing has no texts, and says so when a person asks it to keep one.
    }
  }

  #isKept(sha256: string): boolean {
    return this.store.state.ownText.texts.some((text) => text.sha256 === sha256 && text.kept);
  }

  /** Adds texts. Plans can then say what their tokens stand for. */
  #add(added: readonly HeldText[]): void {
    if (added.length === 0) return;
    added.forEach(rememberAlphabet);
    const names = new Set(added.map(({ sha256 }) => sha256));
    const others = this.store.state.ownText.texts.filter(({ sha256 }) => !names.has(sha256));
    this.#change({ texts: [...added, ...others] });
    this.choosing.propose();
  }

  #set(sha256: string, change: Pick<HeldText, 'kept'>): void {
    const { texts } = this.store.state.ownText;
    this.#change({ texts: texts.map((text) => (text.sha256 === sha256 ? { ...text, ...change } : text)) });
  }

  #change(change: Partial<OwnTextState>): void {
    this.store.change({ ownText: { ...this.store.state.ownText, ...change } });
  }
}
