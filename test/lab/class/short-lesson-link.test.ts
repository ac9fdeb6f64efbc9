import { expect, test } from 'vitest';
import { isLessonLink } from '../../../src/lab/class/is-lesson-link.ts';
import { lessonLinkOf, readLessonLink } from '../../../src/lab/class/lesson-link.ts';
import { READY_LESSONS } from '../../../src/lab/class/lessons/ready-lessons.ts';

test.each(READY_LESSONS.map(({ lesson, name }) => [name, lesson] as const))(
  '#lesson=%s is the lesson that its long link says',
  (name, lesson) => {
    expect(isLessonLink(`#lesson=${name}`)).toBe(true);
    expect(readLessonLink(`#lesson=${name}`)).toEqual({ lesson, part: null });
    expect(readLessonLink(lessonLinkOf(lesson))).toEqual({ lesson, part: null });
    expect(readLessonLink(`#lesson=${name}&part=7`).part).toBe(7);
  },
);

test('a short link may be typed in capitals', () => {
  expect(readLessonLink('#lesson=Bigger')).toEqual(readLessonLink('#lesson=bigger'));
});

test.each([
  ['#lesson=smaller', /no lesson is called "smaller"; those that come with the page are bigger, seeds/],
  ['#lesson=', /no lesson is called ""/],
  ['#lesson=bigger&part=31', /at most 30, the number of parts, not 31/],
  ['#lesson=bigger&part=0', /part/],
  ['#lesson=bigger&title=Other', /title/],
  ['#lesson=bigger&seed=2', /seed/],
])('%s is refused in words', (link, rule) => {
  expect(() => readLessonLink(link)).toThrow(rule);
});
