import type { CorpusEntry, TextItems } from './catalogue.ts';
import { splitText, type Stretch } from './split-windows.ts';

/** Tokens of a block: no token is lost at its border in windows of 512, or of a divisor of 512. */
const BLOCK = 16 * 512 + 1;
/** Tokens of a training part, about. */
const TRAINING_PART = 2 ** 18;
/** Fewest tokens of a piece of a held-out block. */
const HELD_OUT_PIECE = 13 * 512 + 1;
/** Items of a training part, about. */
const PART_ITEMS = 16_000;
const GOLDEN = (Math.sqrt(5) - 1) / 2;

/** The stretches of a text that each part holds, in the order of the text. Together the parts are the whole text. */
export interface TextLayout {
  /** Blocks of the text between the held-out blocks. */
  readonly training: readonly (readonly Stretch[])[];
  /** A piece of each held-out block; all held-out items of a text of items. */
  readonly heldOut: readonly (readonly Stretch[])[];
}

const KNOWN = new Map<string, TextLayout>();

/** The parts of a text of the catalogue. */
export function layoutOf({ bytes, items }: Pick<CorpusEntry, 'bytes' | 'items'>): TextLayout {
  return textLayout(bytes, items);
}

/**
 * The parts of a text of `length` tokens. Each part is a sample of the whole: its blocks are evenly spaced over the text.
 * The first few training parts together are evenly spaced, too. An item is a block of its own, so that no window crosses its end.
 */
export function textLayout(length: number, items?: TextItems): TextLayout {
  const key = [length, items?.length, items?.heldOut].join();
  const layout = KNOWN.get(key) ?? (items === undefined ? laidOut(length) : itemsLaidOut(length, items));
  KNOWN.set(key, layout);
  return layout;
}

function laidOut(length: number): TextLayout {
  const { training, heldOut } = splitText(length);
  const tokens = training.reduce((sum, { start, end }) => sum + end - start, 0);
  return {
    training: interleaved(training.flatMap(blocksOf), Math.max(1, Math.round(tokens / TRAINING_PART))),
    heldOut: heldOutParts(heldOut),
  };
}

function itemsLaidOut(length: number, { heldOut, length: itemLength }: TextItems): TextLayout {
  const all = Array.from({ length: Math.floor(length / itemLength) }, (_, i) => ({
    start: i * itemLength,
    end: (i + 1) * itemLength,
  }));
  const training = all.slice(0, all.length - heldOut);
  return {
    training: interleaved(training, Math.max(1, Math.round(training.length / PART_ITEMS))),
    heldOut: [all.slice(training.length)],
  };
}

/** Blocks in `count` parts, in turn. */
function interleaved(blocks: readonly Stretch[], count: number): Stretch[][] {
  const stride = strideOf(count);
  return Array.from({ length: count }, (_, part) =>
    blocks.filter((_block, i) => i % count === (part * stride) % count),
  );
}

/** Blocks of the same length; only the last one is up to half a block longer or shorter. */
function blocksOf({ start, end }: Stretch): Stretch[] {
  const count = Math.max(1, Math.round((end - start) / BLOCK));
  return Array.from({ length: count }, (_, i) => ({
    start: start + i * BLOCK,
    end: i === count - 1 ? end : start + (i + 1) * BLOCK,
  }));
}

/** Multiples of this number, modulo `count`, are all different, and the first few of them are evenly spaced. */
function strideOf(count: number): number {
  let stride = Math.max(1, Math.round(count * GOLDEN));
  while (commonDivisor(stride, count) > 1) stride++;
  return stride;
}

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b);
}

function heldOutParts(blocks: readonly Stretch[]): Stretch[][] {
  const [first = { start: 0, end: 0 }] = blocks;
  const count = Math.max(1, Math.floor((first.end - first.start) / HELD_OUT_PIECE));
  return Array.from({ length: count }, (_, part) =>
    blocks.map(({ start, end }) => ({
      start: start + Math.floor((part * (end - start)) / count),
      end: start + Math.floor(((part + 1) * (end - start)) / count),
    })),
  );
}

/** The text of a part. */
export function partOf(text: Uint8Array, part: readonly Stretch[]): Uint8Array<ArrayBuffer> {
  return joined(part.map(({ start, end }) => text.subarray(start, end)));
}

/** The whole text from all its parts. */
export function reassembled(
  layout: TextLayout,
  parts: { readonly training: readonly Uint8Array[]; readonly heldOut: readonly Uint8Array[] },
): Uint8Array<ArrayBuffer> {
  const all = [...parts.training, ...parts.heldOut];
  const whole = new Uint8Array(all.reduce((sum, { length }) => sum + length, 0));
  for (const [i, part] of [...layout.training, ...layout.heldOut].entries()) {
    let offset = 0;
    for (const { start, end } of part) {
      whole.set((all[i] ?? whole).subarray(offset, offset + end - start), start);
      offset += end - start;
    }
  }
  return whole;
}

/** Arrays one after the other. */
export function joined(arrays: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(arrays.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const array of arrays) {
    whole.set(array, offset);
    offset += array.length;
  }
  return whole;
}
