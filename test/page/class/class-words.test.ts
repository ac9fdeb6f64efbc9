import { expect, test } from 'vitest';
import { missingWords, poolWords, reachWords, selectionWords } from '../../../src/page/class/class-words.ts';
import { READY_LESSONS } from '../../../src/lab/class/lessons/ready-lessons.ts';

test.each([
  [[3], 12, 'Part 3 of 12 is missing.'],
  [[3, 8, 9], 12, 'Parts 3, 8 and 9 of 12 are missing.'],
  [[1, 3, 4, 5, 6, 9], 12, 'Parts 1, 3 to 6 and 9 of 12 are missing.'],
  [[], 12, 'All 12 parts have come.'],
  [[1, 2], 2, 'None of the 2 parts has come.'],
  [[], 1, ''],
])('of missing parts %j of %i the page says "%s"', (missing, parts, words) => {
  expect(missingWords({ missing, parts })).toBe(words);
});

test('one pupil and one model are named in the singular', () => {
  expect(poolWords({ pupils: [] }, 1)).toBe('0 pupils, 1 model');
});

test('a lesson says how many models of how many tokens it trains', () => {
  const words = READY_LESSONS.map(({ lesson }) => selectionWords(lesson.selection));
  expect(words).toContain('Widths, quick: 6 models of 512,000 tokens.');
  expect(words).toContain('Widths, quick: 5 models of 512,000 tokens.');
});

test.each([
  ['http:', 'localhost', 'this machine alone'],
  ['http:', '127.0.0.1', 'this machine alone'],
  ['http:', '192.168.1.20', 'https'],
])('an address that pupils cannot use is named: %s//%s', (protocol, hostname, words) => {
  expect(reachWords({ protocol, hostname })).toContain(words);
});

test('an https address needs no words', () => {
  expect(reachWords({ protocol: 'https:', hostname: 'example.org' })).toBe('');
});
