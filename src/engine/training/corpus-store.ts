import { findCorpus, itemRefusal } from '../../corpus/catalogue.ts';
import { CorpusLoader, type OnProgress } from '../../corpus/load-corpus.ts';
import { fewestParts, windowsOfParts } from '../../corpus/part-windows.ts';
import { splitWindows } from '../../corpus/split-windows.ts';
import { layoutOf } from '../../corpus/text-layout.ts';
import type { CorpusSource, PackedText, RunPlan } from '../trainer.ts';
import { LATER } from './later-code.ts';
import type { OwnTextTokens } from './own-text-tokens.ts';

/** The tokens of a plan, and the starts of all its training and validation windows. */
export interface CorpusWindows {
  tokens: Uint8Array;
  training: Uint32Array;
  validation: Uint32Array;
}

/** Tokens that are made or being made, and who hears of it. */
interface CachedTokens {
  name: string;
  tokens: Promise<Uint8Array>;
  hear: OnProgress;
}

/** Loads or generates the tokens of plans, and keeps the last ones, and the parts of all texts, for later plans. */
export class CorpusStore {
  readonly texts = new CorpusLoader();
  private cached: CachedTokens | undefined;

  constructor(private readonly ownText: Pick<OwnTextTokens, 'tokens'>) {}

  /** Makes the tokens of a corpus for later plans, with one held-out part, which is enough for most plans. */
  async prepare(corpus: CorpusSource): Promise<void> {
    const inParts = corpus.kind === 'text' && corpus.parts !== undefined;
    await this.tokensOf(corpus, inParts ? 1 : 0, () => {});
  }

  /** @throws if the corpus cannot be had, or is too short for a window */
  async windows({ corpus, shape, evaluation }: RunPlan, hear: OnProgress): Promise<CorpusWindows> {
    const entry = corpus.kind === 'text' ? findCorpus(corpus.id) : undefined;
    const refusal = entry && itemRefusal(entry, shape.context);
    if (typeof refusal === 'string') throw new Error(refusal);
    if (corpus.kind !== 'text' || entry === undefined || (corpus.parts ?? entry.items) === undefined) {
      const tokens = await this.tokensOf(corpus, 0, hear);
      return { tokens, ...splitWindows(tokens.length, shape.context) };
    }
    const layout = layoutOf(entry);
    const heldOut = fewestParts(layout.heldOut, shape.context, evaluation.windows);
    const { parts = layout.training.length } = corpus;
    const windows = windowsOfParts(layout, { training: parts, heldOut }, shape.context);
    return { tokens: await this.tokensOf({ ...corpus, parts }, heldOut, hear), ...windows };
  }

  /**
   * The cached tokens, also while they are made for an earlier call; `hear` then hears of the rest.
   *
   * @param heldOut the number of held-out parts, if the corpus is the first parts of a text
   */
  private async tokensOf(corpus: CorpusSource, heldOut: number, hear: OnProgress): Promise<Uint8Array> {
    const name = JSON.stringify([corpus, heldOut]);
    if (this.cached?.name !== name) this.cached = this.begun(name, corpus, heldOut);
    const { cached } = this;
    cached.hear = hear;
    try {
      return await cached.tokens;
    } catch (error) {
      // The next plan tries again.
      if (this.cached === cached) this.cached = undefined;
      throw error;
    }
  }

  private begun(name: string, corpus: CorpusSource, heldOut: number): CachedTokens {
    const hear: OnProgress = (loadedBytes, totalBytes) => cached.hear(loadedBytes, totalBytes);
    const cached: CachedTokens = { name, tokens: this.made(corpus, heldOut, hear), hear: () => {} };
    return cached;
  }

  private async made(corpus: CorpusSource, heldOut: number, hear: OnProgress): Promise<Uint8Array> {
    switch (corpus.kind) {
      case 'text':
        return this.textOf(corpus, heldOut, hear);
      case 'generated':
        return (await LATER.sources()).generate(corpus.rule, corpus.seed, corpus.length);
      case 'own':
        return this.ownText.tokens(corpus);
      default:
        throw new Error(`no such corpus: ${JSON.stringify(corpus satisfies never)}`);
    }
  }

  private textOf({ id, parts, url }: PackedText, heldOut: number, hear: OnProgress): Promise<Uint8Array> {
    const entry = findCorpus(id);
    if (parts === undefined) return this.texts.whole(entry, url, hear);
    return this.texts.parts(entry, { training: parts, heldOut }, url, hear);
  }
}
