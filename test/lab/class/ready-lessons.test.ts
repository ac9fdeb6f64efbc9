import { expect, test } from 'vitest';
import { LESSON_LIMITS } from '../../../src/lab/class/lesson.ts';
import { READY_LESSONS, readyLessonOf } from '../../../src/lab/class/lessons/ready-lessons.ts';
import { costOf } from '../../../src/lab/estimate/cost.ts';
import { readSelection } from '../../../src/lab/experiments/selection.ts';
import { planRuns } from '../../../src/lab/plan/plan-runs.ts';

/** A slow laptop's GPU, and a software adapter on two shared cores, as docs/EXPERIMENTS.md saw it. */
const GPU = { perRun: 1, perStep: 0.003, perFlop: 1 / 1.5e11, measured: false };
const SOFTWARE = { perRun: 5, perStep: 0.04, perFlop: 1 / 8e8, measured: false };

const LESSONS = READY_LESSONS.map((ready) => [ready.name, ready] as const);

const plannedOf = ({ lesson }: (typeof READY_LESSONS)[number]) => {
  const { refusals, runs } = readSelection(lesson.selection);
  expect(refusals).toEqual({});
  return planRuns(runs, 'sweep1');
};

test.each(LESSONS)('%s keeps the limits of a lesson', (_, { lesson, questions }) => {
  expect(lesson.id).toMatch(/^[a-z0-9]{8}$/);
  expect(lesson.title.length).toBeLessThanOrEqual(LESSON_LIMITS.titleCharacters);
  expect(lesson.words.length).toBeLessThanOrEqual(LESSON_LIMITS.wordsCharacters);
  expect(lesson.questions).toEqual(questions.map(({ question }) => question));
  expect(questions.length).toBeLessThanOrEqual(LESSON_LIMITS.questions);
  for (const { question } of questions)
    expect(question.length).toBeLessThanOrEqual(LESSON_LIMITS.questionCharacters);
  expect(lesson.parts).toBeLessThanOrEqual(LESSON_LIMITS.parts);
  expect(lesson.minutes).toBeLessThanOrEqual(LESSON_LIMITS.minutes);
});

test.each(LESSONS)('%s trains within a minute on the GPU of a slow laptop', (_, ready) => {
  expect(costOf(plannedOf(ready), GPU).seconds).toBeLessThan(60);
});

test.each(LESSONS)(
  'a machine without a GPU trains a model of %s within the minutes of a part',
  (_, ready) => {
    const cheapest = plannedOf(ready).slice(0, 1);
    expect(costOf(cheapest, SOFTWARE).seconds).toBeLessThan(60 * ready.lesson.minutes);
  },
);

test('names and ids are those of one lesson each, and a name finds its lesson', () => {
  expect(new Set(READY_LESSONS.map(({ name }) => name)).size).toBe(READY_LESSONS.length);
  expect(new Set(READY_LESSONS.map(({ lesson }) => lesson.id)).size).toBe(READY_LESSONS.length);
  for (const ready of READY_LESSONS) expect(readyLessonOf(ready.name)).toBe(ready);
  expect(readyLessonOf('1')).toBeUndefined();
  expect(readyLessonOf('constructor')).toBeUndefined();
});
