import { expect, test } from 'vitest';
import { LESSON_LIMITS } from '../../../src/lab/class/lesson.ts';
import {
  draftOfLesson,
  freshLessonDraft,
  isSameLesson,
  readLessonDraft,
} from '../../../src/lab/class/lesson-draft.ts';
import { READY_LESSONS } from '../../../src/lab/class/lessons/ready-lessons.ts';
import { ownDraft } from '../../../src/lab/experiments/selection.ts';

const WIDTHS = { experiment: 'widths', size: 'quick', draft: ownDraft('widths', 'quick') } as const;
const FRESH = freshLessonDraft(WIDTHS);

test.each(READY_LESSONS.map((ready) => [ready.name, ready.lesson] as const))(
  'the draft of %s reads back as the lesson',
  (_, lesson) => {
    expect(readLessonDraft(draftOfLesson(lesson), lesson.id)).toEqual({ lesson, refusals: {} });
  },
);

test('a fresh draft of an experiment is a lesson already', () => {
  const { lesson } = readLessonDraft(FRESH, 'abcd1234');
  expect(lesson).toMatchObject({ id: 'abcd1234', title: 'Widths', parts: 30, questions: [] });
});

test.each([
  ['title', { title: ' ' }, 'needs a title'],
  ['title', { title: 'x'.repeat(81) }, 'at most 80 characters: 81'],
  ['words', { words: 'x'.repeat(401) }, 'at most 400 characters: 401'],
  ['questions', { questions: 'a\nb\nc\nd\n\ne' }, '4 questions: 5'],
  ['questions', { questions: 'x'.repeat(161) }, 'at most 160 characters: 161'],
  ['parts', { parts: '201' }, '1 to 200: 201'],
  ['parts', { parts: '2.5' }, '1 to 200: 2.5'],
  ['minutes', { minutes: '' }, '1 to 60: empty'],
  ['selection', { selection: { ...WIDTHS, draft: { ...WIDTHS.draft, tokens: '1' } } }, 'tokens must fill'],
  [
    'selection',
    { selection: { experiment: 'zipf', size: 'quick', draft: ownDraft('zipf', 'quick') } },
    'Zipf does not',
  ],
] as const)('a wrong %s is refused at its field with the rule and the value', (field, change, rule) => {
  const { lesson, refusals } = readLessonDraft({ ...FRESH, ...change }, 'abcd1234');
  expect(lesson).toBeNull();
  expect(Object.keys(refusals)).toEqual([field]);
  expect(refusals[field]).toContain(rule);
});

test('empty lines between questions count for nothing', () => {
  const { lesson } = readLessonDraft({ ...FRESH, questions: '\n Why? \n\nHow?\n' }, 'abcd1234');
  expect(lesson?.questions).toEqual(['Why?', 'How?']);
  expect(LESSON_LIMITS.questions).toBe(4);
});

test('two lessons are the same whatever their ids, and differ by any field', () => {
  const { lesson } = readLessonDraft(FRESH, 'abcd1234');
  if (lesson === null) throw new Error('a fresh draft is valid');
  expect(isSameLesson(lesson, { ...lesson, id: 'zzzz9999' })).toBe(true);
  const draft = { ...WIDTHS.draft, seed: '9' };
  for (const other of [{ title: 'x' }, { hidden: [] }, { parts: 2 }, { selection: { ...WIDTHS, draft } }])
    expect(isSameLesson(lesson, { ...lesson, ...other })).toBe(false);
});
