import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { textsToHold } from '../../src/single/texts-to-hold.ts';

const folder = new URL('../../public/corpora/', import.meta.url);

test('the page of one file takes in every packed file at most once', () => {
  const packed = readdirSync(folder).flatMap((text) =>
    readdirSync(new URL(text, folder)).map((file) => `${text}/${file}`),
  );
  const files = textsToHold().flatMap((group) => group.files);
  expect(files.toSorted()).toEqual(packed.toSorted());
});

test('what the default experiment reads at its full size is needed, comes first, and is what runs read first', () => {
  const [first, ...others] = textsToHold();
  expect(first?.needed).toBe(true);
  // 4.1M tokens of parts of 262K.
  expect(first?.files.filter((file) => file.startsWith('sotu/training-'))).toHaveLength(16);
  expect(first?.files.filter((file) => file.startsWith('sotu/held-out-'))).toHaveLength(4);
  expect(first?.files).toContain('sotu/training-16.txt.gz');
  expect(others.some(({ needed }) => needed)).toBe(false);
});

test('the held-out parts on which Transfer evaluates come before the rest of the texts', () => {
  const [, ...others] = textsToHold();
  const places = ['moby-dick', 'bible'].map((text) =>
    others.findIndex(({ files }) => files.includes(`${text}/held-out-01.txt.gz`)),
  );
  const training = others.findIndex(({ files }) => files.some((file) => file.includes('/training-')));
  expect(places).toEqual([0, 1]);
  expect(training).toBe(2);
});
