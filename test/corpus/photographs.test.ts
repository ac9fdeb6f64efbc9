import { describe, expect, test } from 'vitest';
import { findCorpus, itemRefusal } from '../../src/corpus/catalogue.ts';
import { patchExamples } from '../../src/lab/plan/patch-examples.ts';
import { windowsOfParts } from '../../src/corpus/part-windows.ts';
import { partFiles } from '../../src/corpus/part-files.ts';
import { joined, layoutOf } from '../../src/corpus/text-layout.ts';
import { encode } from '../../src/corpus/tokenizer.ts';
import { textOfPart, wholeText } from '../harness/corpus/packed-files.ts';

const entry = findCorpus('photographs');
const PIXELS = 64;

/** The tokens that training on so many parts reads, and the starts of its windows. */
function read(parts: number) {
  const { heldOut, training } = partFiles(entry);
  const files = [...training.slice(0, parts), ...heldOut];
  const tokens = encode(new TextDecoder().decode(joined(files.map(textOfPart))), entry.alphabet);
  return { tokens, ...windowsOfParts(layoutOf(entry), { training: parts, heldOut: 1 }, PIXELS) };
}

test('the text is patches: a start and 64 pixels of 16 levels', () => {
  const patches =
    wholeText('photographs')
      .toString('latin1')
      .match(/\n[0-9a-f]{64}/g) ?? [];
  expect(patches.join('')).toHaveLength(entry.bytes);
  expect(patches).toHaveLength(32_000 + 4_872);
});

describe.each([1, 2])('with %d training parts', (parts) => {
  const { tokens, training, validation } = read(parts);

  test('a window is one patch, and no target is of another one', () => {
    const windows = [...training, ...validation].map((start) => tokens.subarray(start, start + PIXELS + 1));
    expect(windows.every((window) => window.indexOf(0) === 0 && window.lastIndexOf(0) === 0)).toBe(true);
    expect(windows.every((window) => window.length === PIXELS + 1)).toBe(true);
  });

  test('every patch of the parts is one window', () => {
    const starts = [...training, ...validation].toSorted((a, b) => a - b);
    expect(starts).toEqual(Array.from({ length: tokens.length / 65 }, (_, i) => 65 * i));
    expect(training).toHaveLength(parts * 16_000);
    expect(validation).toHaveLength(4_872);
  });
});

test('the first parts are samples of all photographs: their mean levels are those of all', () => {
  const { training } = partFiles(entry);
  const means = training.map((file) => {
    const levels = encode(textOfPart(file).toString(), entry.alphabet);
    return levels.reduce((sum, level) => sum + level, 0) / levels.length;
  });
  expect(Math.max(...means) - Math.min(...means)).toBeLessThan(0.05);
});

test('other windows than patches are refused with the rule and the value', () => {
  expect(itemRefusal(entry, PIXELS)).toBeNull();
  expect(itemRefusal(entry, 128)).toBe(
    'the context of “Grey patches of nine photographs” must be 64, because a window is one item: 128',
  );
  expect(itemRefusal(findCorpus('sotu'), 128)).toBeNull();
});

test('the examples are held-out patches, spread evenly', () => {
  const { heldOut = 0, length = 0 } = entry.items ?? {};
  const examples = patchExamples('photographs');
  const patches = wholeText('photographs').toString('latin1').split('\n').slice(-heldOut);
  const places = examples.map((_, i) => Math.floor(((i + 0.5) * heldOut) / examples.length));
  expect(examples).toEqual(places.map((place) => patches[place]));
  expect([examples.length, length]).toEqual([16, 65]);
});
