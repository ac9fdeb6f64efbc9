import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { isAlwaysHeld, textsToHold } from '../../src/single/files-to-hold.ts';

const folder = new URL('../../public/corpora/', import.meta.url);

test('the page of one file takes in every packed file at most once', () => {
  const packed = readdirSync(folder).flatMap((text) =>
    readdirSync(new URL(text, folder)).map((file) => `${text}/${file}`),
  );
  const { first, rest } = textsToHold();
  const files = [...first, ...rest].flatMap((group) => group.files);
  expect(files.toSorted()).toEqual(packed.toSorted());
});

test('what the default experiment reads at its full size is needed, comes first, and is what runs read first', () => {
  const texts = textsToHold();
  const [first, ...others] = texts.first;
  expect(first?.needed).toBe(true);
  // 4.1M tokens of parts of 262K.
  expect(first?.files.filter((file) => file.startsWith('sotu/training-'))).toHaveLength(16);
  expect(first?.files.filter((file) => file.startsWith('sotu/held-out-'))).toHaveLength(4);
  expect(first?.files).toContain('sotu/training-16.txt.gz');
  expect([...others, ...texts.rest].some(({ needed }) => needed)).toBe(false);
});

test('the held-out parts on which Transfer evaluates come before recordings and the rest of the texts', () => {
  const [, ...others] = textsToHold().first;
  const files = others.flatMap((group) => group.files);
  for (const text of ['moby-dick', 'bible']) expect(files).toContain(`${text}/held-out-01.txt.gz`);
  expect(files.some((file) => file.includes('/training-'))).toBe(false);
});

test('of the recordings only that of the default experiment is always held', () => {
  const always = ['depth', 'widths'].map((name) => isAlwaysHeld(`src/lab/recorded/sweeps/${name}.json`));
  expect(always).toEqual([false, true]);
  expect(isAlwaysHeld('page.js')).toBe(true);
});
