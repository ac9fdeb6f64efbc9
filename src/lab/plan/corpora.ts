import { catalogue, CORPORA, findCorpus, itemRefusal, type CorpusEntry } from '../../corpus/catalogue.ts';
import { findKnownSource, KNOWN_SOURCES, type KnownSource } from '../../corpus/known-sources.ts';
import type { LossUnit } from '../../corpus/loss-unit.ts';
import { sourceOf } from '../../corpus/source-rule.ts';
import { countWindows, fewestParts } from '../../corpus/part-windows.ts';
import { checkLength, leastLength, splitText } from '../../corpus/split-windows.ts';
import { TRAP_TESTS } from '../../corpus/trap.ts';
import { layoutOf } from '../../corpus/text-layout.ts';
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
  /** U, tokens in the training windows of the parts in use. */
  readonly uniqueTokens: number;
  /** Windows in all held-out blocks. */
  readonly validationWindows: number;
  readonly lossUnit: LossUnit;
  /** Bytes of UTF-8 of a token, on average; null if the corpus is no text. */
  readonly bytesPerToken: number | null;
  /** Bounds of the least loss that any model can reach over these windows, nats per token; null if they are unknown. */
  readonly leastLoss: { readonly low: number; readonly high: number } | null;
  /** Names of the sets of test windows that its source has; none for a text. */
  readonly tests: readonly string[];
  /**
   * @param base address of the page, against which a text's folder is found; without it, the folder's address is relative,
   * and the run cannot be trained until it has another one (`storage/located.ts`)
   */
  source(base?: string): CorpusSource;
}

/**
 * How much of a text a plan trains on: its first few training parts, or `whole`, as plans did before texts had parts. A
 * corpus without parts is always whole.
 */
export type TextParts = number | 'whole';

/** Caches every corpus that was asked for, because counting windows takes time. */
const KNOWN = new Map<string, Corpus>();

/**
 * @param parts left out: all parts of a text, which is the most that a plan made now can train on
 * @throws if there is no corpus with this id
 */
export function corpusOf(id: string, context: number, parts: TextParts = Infinity): Corpus {
  const key = `${id} ${context} ${parts}`;
  const known = KNOWN.get(key) ?? laidOut(id, context, parts);
  KNOWN.set(key, known);
  return known;
}

/** The fewest parts of a corpus that have so many distinct tokens; all of them if the corpus has fewer tokens. */
export function partsFor(id: string, context: number, tokens: number): TextParts {
  if (readOwnCorpus(id) !== null || findKnownSource(id) !== undefined) return 'whole';
  return fewestParts(layoutOf(findCorpus(id)).training, context, Math.ceil(tokens / context));
}

function laidOut(id: string, context: number, parts: TextParts): Corpus {
  const own = readOwnCorpus(id);
  if (own !== null) return ownOf(own, id, context);
  const source = findKnownSource(id);
  return source === undefined ? textOf(id, context, parts) : generatedOf(source, context);
}

function textOf(id: string, context: number, parts: TextParts): Corpus {
  const entry = findCorpus(id);
  const { alphabet, bytes, items, sha256, title } = entry;
  const layout = layoutOf(entry);
  const all = layout.training.length;
  const used = parts === 'whole' ? (items === undefined ? null : all) : Math.min(parts, all);
  return {
    id,
    title,
    vocabulary: alphabet.length,
    ...(used === null ? windowsOf(bytes, context) : windowsOfParts(entry, context, used)),
    lossUnit: items === undefined ? 'nats/character' : 'nats/pixel',
    // The texts of the catalogue are ASCII; items are patches of images.
    bytesPerToken: items === undefined ? 1 : null,
    leastLoss: null,
    tests: [],
    source: (base) => ({
      kind: 'text',
      id,
      url: base === undefined ? CORPORA : new URL(CORPORA, base).href,
      sha256,
      ...(used !== null && { parts: used }),
    }),
  };
}

function generatedOf({ id, title, rule, seed, length }: KnownSource, context: number): Corpus {
  const { alphabet, entropy, edge } = sourceOf(rule);
  return {
    id,
    title,
    vocabulary: alphabet.length,
    ...windowsOf(length, context),
    lossUnit: 'nats/symbol',
    bytesPerToken: null,
    leastLoss: { low: entropy, high: entropy + edge / context },
    tests: rule.kind === 'trap' ? TRAP_TESTS[rule.form] : [],
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
    tests: [],
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
  checkLength(length, context);
  const { training, heldOut } = splitText(length);
  return windowCounts([training], [heldOut], context);
}

function windowsOfParts(entry: CorpusEntry, context: number, parts: number): ReturnType<typeof windowsOf> {
  checkLength(entry.bytes, context);
  const { training, heldOut } = layoutOf(entry);
  return windowCounts(training.slice(0, parts), heldOut, context);
}

function windowCounts(
  training: Parameters<typeof countWindows>[0],
  heldOut: Parameters<typeof countWindows>[0],
  context: number,
): ReturnType<typeof windowsOf> {
  return {
    uniqueTokens: countWindows(training, context) * context,
    validationWindows: countWindows(heldOut, context),
  };
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

/** The rule that windows of a corpus of items break; null if they keep it, and for other corpora. */
export function windowRefusal(id: string, context: number): string | null {
  const entry = catalogue.find((text) => text.id === id);
  return entry === undefined ? null : itemRefusal(entry, context);
}

/** Titles of all corpora by id. */
export const CORPUS_TITLES: Readonly<Record<string, string>> = Object.fromEntries(
  [...catalogue, ...KNOWN_SOURCES].map(({ id, title }) => [id, title]),
);

/** Whether there is a corpus with this id: one of the page's, or one of the person's own. */
export function isCorpus(id: string): boolean {
  return Object.hasOwn(CORPUS_TITLES, id) || readOwnCorpus(id) !== null;
}

/** The title of a text without its subtitle and author: `Moby-Dick`. */
export function textName(id: string): string {
  return /^[^;,]+/.exec(corpusTitle(id))?.[0] ?? id;
}

/** Whether models of another text of words can be evaluated on this one: they have one alphabet. */
export function isOtherText(id: string): boolean {
  return catalogue.some((entry) => entry.id === id && entry.items === undefined);
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
