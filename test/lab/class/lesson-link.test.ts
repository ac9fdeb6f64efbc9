import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isLessonLink } from '../../../src/lab/class/is-lesson-link.ts';
import type { Lesson } from '../../../src/lab/class/lesson.ts';
import { lessonLinkOf, readLessonLink } from '../../../src/lab/class/lesson-link.ts';
import { ownDraft } from '../../../src/lab/experiments/selection.ts';
import { ImportRefused } from '../../../src/lab/files/import-refused.ts';
import { linkOf, readLink } from '../../../src/lab/files/link.ts';
import { LESSON_PROPERTIES, TRAINED } from '../../harness/lab/lesson-properties.ts';

const LESSON: Lesson = {
  id: 'ab12cd34',
  selection: { experiment: 'widths', size: 'quick', draft: ownDraft('widths', 'quick') },
  title: 'Bigger is better',
  words: 'Train your part. Then send your results.',
  hidden: ['settings', 'files'],
  starts: true,
  questions: ['How many times as large is the largest model?', 'What does it lose?'],
  parts: 30,
  minutes: 5,
};
const LEAST = '#lesson=1&id=ab12cd34&experiment=widths';

test.each(LESSON_PROPERTIES)('$says', async ({ property }) => {
  const told = await fc.check(property, { numRuns: 300 });
  expect(told.failed ? fc.defaultReportMessage(told) : '').toBe('');
});

test.each(TRAINED)('a lesson about %s is read back with its part', (experiment) => {
  for (const size of ['full', 'quick'] as const) {
    const lesson = { ...LESSON, selection: { experiment, size, draft: ownDraft(experiment, size) } };
    expect(readLessonLink(lessonLinkOf(lesson))).toEqual({ lesson, part: null });
    expect(readLessonLink(lessonLinkOf(lesson, 7))).toEqual({ lesson, part: 7 });
  }
});

test('a link that says only what it must is a lesson that nobody shares', () => {
  const { lesson, part } = readLessonLink(LEAST);
  expect(part).toBeNull();
  expect(lesson).toEqual({
    id: 'ab12cd34',
    selection: { experiment: 'widths', size: 'full', draft: ownDraft('widths', 'full') },
    title: '',
    words: '',
    hidden: [],
    starts: false,
    questions: [],
    parts: 1,
    minutes: 5,
  });
});

test('the addresses of the format stay as they are', () => {
  const said = readLessonLink(
    '#lesson=1&id=ab12cd34&experiment=widths&size=quick&seed=7&title=Bigger+is+better&words=Train.&hide=files,settings&start=countdown&ask=Why%3F&ask=How%3F&parts=30&minutes=4&part=7',
  );
  expect(said.part).toBe(7);
  expect(said.lesson).toMatchObject({
    title: 'Bigger is better',
    words: 'Train.',
    hidden: ['settings', 'files'],
    starts: true,
    questions: ['Why?', 'How?'],
    parts: 30,
    minutes: 4,
  });
  expect(said.lesson.selection.draft.seed).toBe('7');
});

test('markup and control characters of a text stay text', () => {
  const title = '<img src=x onerror=alert(1)>\u0007\u202e';
  expect(readLessonLink(lessonLinkOf({ ...LESSON, title })).lesson.title).toBe(title);
});

describe('a link is refused in one sentence with the rule and the value', () => {
  test.each([
    [
      '#lesson=2&id=ab12cd34&experiment=widths',
      /version "2", and this page reads version 1; load the latest/,
    ],
    ['#lesson=1&experiment=widths', /id: a value is missing|id.*missing/],
    [
      '#lesson=1&id=AB12CD34&experiment=widths',
      /id: must be 8 letters from a to z and digits, not "AB12CD34"/,
    ],
    [`${LEAST}&title=${'x'.repeat(81)}`, /title: may have a length of at most 80, and has 81/],
    [`${LEAST}&words=${'x'.repeat(401)}`, /words: may have a length of at most 400, and has 401/],
    [`${LEAST}&ask=a&ask=b&ask=c&ask=d&ask=e`, /ask: may have a length of at most 4, and has 5/],
    [`${LEAST}&ask=${'x'.repeat(161)}`, /ask, 0: may have a length of at most 160, and has 161/],
    [`${LEAST}&parts=201`, /parts: must be at most 200, not 201/],
    [`${LEAST}&parts=0`, /parts: must be a whole number from 1, not "0"/],
    [`${LEAST}&parts=2.5`, /parts: must be a whole number from 1, not "2.5"/],
    [`${LEAST}&parts=30&minutes=61`, /minutes: must be at most 60, not 61/],
    [`${LEAST}&parts=30&part=31`, /part: must be at most 30, the number of parts, not 31/],
    [`${LEAST}&part=2`, /part: must be at most 1, the number of parts, not 2/],
    [
      `${LEAST}&hide=everything`,
      /hide, 0: must be settings, experiments, .* or samples, not everything|hide.*everything/,
    ],
    [`${LEAST}&start=now`, /start: must be .*countdown.*now/],
    [`${LEAST}&colour=red`, /cannot be set in Widths: colour/],
    [`${LEAST}&__proto__=1`, /cannot be set in Widths: __proto__/],
    [`${LEAST}&title=a&title=b`, /says title twice/],
    [`${LEAST}&widths=1`, /the settings, widths: a width must be a whole number/],
    ['#lesson=1&id=ab12cd34&experiment=alchemy', /experiment: must be .*not "alchemy"/],
    ['#lesson=1&id=ab12cd34&experiment=zipf&parts=2', /parts: must be 1, because .* trains nothing/],
    [
      `${LEAST}&seed=2147483648&parts=2`,
      /seed: that of the last part may be at most 2147483648, and is 2147483649/,
    ],
    [
      `${LEAST}&title=${'%C3%A4'.repeat(80)}&words=${'%F0%9F%90%89'.repeat(200)}&ask=${'x'.repeat(160)}&ask=${'%20'.repeat(400)}`,
      /the link may have at most 4000 characters, and has \d+/,
    ],
  ])('%s', (link, words) => {
    expect(() => readLessonLink(link)).toThrow(ImportRefused);
    expect(() => readLessonLink(link)).toThrow(words);
  });
});

test('a lesson that is too long for a link is refused when its link is written', () => {
  const long = {
    ...LESSON,
    words: 'ä'.repeat(400),
    questions: Array.from({ length: 4 }, () => '語'.repeat(160)),
  };
  expect(() => lessonLinkOf(long)).toThrow(/the link may have at most 4000 characters, and has \d+/);
  expect(() => lessonLinkOf({ ...LESSON, title: 'x'.repeat(81) })).toThrow(/title/);
});

test('a link of an experiment is no lesson link, and is read as before', () => {
  const link = linkOf(LESSON.selection);
  expect(isLessonLink(link)).toBe(false);
  expect(readLink(link)).toEqual(LESSON.selection);
  expect(isLessonLink(lessonLinkOf(LESSON))).toBe(true);
  expect(isLessonLink('#experiment=widths&lesson=2')).toBe(true);
  expect(isLessonLink('#experiment=widths&corpus=lesson')).toBe(false);
  expect(isLessonLink('')).toBe(false);
});
