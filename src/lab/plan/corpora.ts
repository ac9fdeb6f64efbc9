import { catalogue, findCorpus } from '../../corpus/catalogue.ts';
import { findKnownSource, KNOWN_SOURCES, type KnownSource } from '../../corpus/known-sources.ts';
import type { LossUnit } from '../../corpus/loss-unit.ts';
import { sourceOf } from '../../corpus/source-rule.ts';
import { countWindows, leastLength } from '../../corpus/split-windows.ts';
import type { CorpusSource } from '../../engine/trainer.ts';
import { alphabetOfText, readOwnCorpus, type OwnCorpus } from './own-corpus.ts';

/**
 * The data of a run, in windows of one context: a text of the catalogue, a text from a source whose entropy is known, or a
 * text of the person's own.
 */
export interface Corpus {
  readonly id: string;
  readonly title: string;
  /** V. */
  readonly vocabulary: number;
  /** U, tokens in the training windows. */
  readonly uniqueTokens: number;
  /** Windows in the held-out blocks. */
  readonly validationWindows: number;
  readonly lossUnit: LossUnit;
  /** Bytes of UTF-8 of a token, on average; null if the corpus is no text. */
  readonly bytesPerToken: number | null;
  /** Bounds of the least loss that any model can reach over these windows, nats per token; null if they are unknown. */
  readonly leastLoss: { readonly low: number; readonly high: number } | null;
  /**
   * @param base address of the page, against which a text's file is found; without it, the file's address is relative,
   * and the run cannot be trained until it has another one (`storage/located.ts`)
   */
  source(base?: string): CorpusSource;
}

/** Caches every corpus that was asked for, because laying out windows takes time. */
const KNOWN = new Map<string, Corpus>();

/** @throws if there is no corpus with this id */
export function corpusOf(id: string, context: number): Corpus {
  const key = `${id} ${context}`;
  const known = KNOWN.get(key) ?? laidOut(id, context);
  KNOWN.set(key, known);
  return known;
}

function laidOut(id: string, context: number): Corpus {
  const own = readOwnCorpus(id);
  if (own !== null) return ownOf(own, id, context);
  const source = findKnownSource(id);
  return source === undefined ? textOf(id, context) : generatedOf(source, context);
}

function textOf(id: string, context: number): Corpus {
  const { alphabet, bytes, file, sha256, title } = findCorpus(id);
  return {
    id,
    title,
    vocabulary: alphabet.length,
    ...windowsOf(bytes, context),
    lossUnit: 'nats/character',
    // The texts of the catalogue are ASCII.
    bytesPerToken: 1,
    leastLoss: null,
    source: (base) => ({
      kind: 'text',
      id,
      url: base === undefined ? file : new URL(file, base).href,
      sha256,
    }),
  };
}

function generatedOf({ id, title, rule, seed, length }: KnownSource, context: number): Corpus {
  const { alphabet, entropy, edge } = sourceOf(rule, seed);
  return {
    id,
    title,
    vocabulary: alphabet.length,
    ...windowsOf(length, context),
    lossUnit: 'nats/symbol',
    bytesPerToken: null,
    leastLoss: { low: entropy, high: entropy + edge / context },
    source: () => ({ kind: 'generated', rule, seed, length }),
  };
}

function ownOf(
  { bytes, coding, sha256, title, tokens, vocabulary }: OwnCorpus,
  id: string,
  context: number,
): Corpus {
  return {
    id,
    title,
    vocabulary,
    ...windowsOf(tokens, context),
    lossUnit: coding === 'bytes' ? 'nats/byte' : 'nats/character',
    bytesPerToken: bytes / tokens,
    leastLoss: null,
    source() {
      const alphabet = coding === 'characters' ? alphabetOfText(sha256) : undefined;
      return {
        kind: 'own',
        sha256,
        coding,
        title,
        length: tokens,
        ...(alphabet !== undefined && { alphabet }),
      };
    },
  };
}

function windowsOf(length: number, context: number): Pick<Corpus, 'uniqueTokens' | 'validationWindows'> {
  const { training, validation } = countWindows(length, context);
  return { uniqueTokens: training * context, validationWindows: validation };
}

/**
 * The parts of a corpus, in distinct tokens, that D tokens can distinguish: none is larger than D or than the corpus.
 * The first part is always among them.
 */
export function partsWithin(
  parts: readonly number[],
  { context, corpus, tokens }: { readonly context: number; readonly corpus: string; readonly tokens: number },
): number[] {
  const most = Math.min(tokens, corpusOf(corpus, context).uniqueTokens);
  return parts.filter((part, i) => i === 0 || part <= most);
}

/** Titles of all corpora by id. */
export const CORPUS_TITLES: Readonly<Record<string, string>> = Object.fromEntries(
  [...catalogue, ...KNOWN_SOURCES].map(({ id, title }) => [id, title]),
);

/** Whether there is a corpus with this id: one of the page's, or one of the person's own. */
export function isCorpus(id: string): boolean {
  return Object.hasOwn(CORPUS_TITLES, id) || readOwnCorpus(id) !== null;
}

/** The title of a corpus; its id if there is no such corpus. */
export function corpusTitle(id: string): string {
  return readOwnCorpus(id)?.title ?? CORPUS_TITLES[id] ?? id;
}

/**
 * The rule that an own text breaks, because it is too short for windows of one context in batches of some size; null if it
 * is long enough, and for the page's own texts.
 */
export function shortTextRefusal(id: string, context: number, batch: number): string | null {
  const own = readOwnCorpus(id);
  if (own === null) return null;
  const least = leastLength(context, batch);
  if (own.tokens >= least) return null;
  const [has, needs] = [own.tokens, least].map((count) => count.toLocaleString('en'));
  return `${own.title} is too short: with context ${context} and batch ${batch} a text must have at least ${needs} tokens, so that its held-out blocks fill one batch, and it has ${has}`;
}
