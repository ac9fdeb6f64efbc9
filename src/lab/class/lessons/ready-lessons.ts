import { bigger } from './bigger.ts';
import { budget } from './budget.ts';
import { floor } from './floor.ts';
import { lstm } from './lstm.ts';
import { predict } from './predict.ts';
import type { ReadyLesson } from './ready-lesson.ts';
import { seeds } from './seeds.ts';

/** The lessons that come with the page, in the order in which a course may give them. */
export const READY_LESSONS: readonly ReadyLesson[] = [bigger, seeds, predict, budget, floor, lstm];

/** The lesson that a short link names, in capitals or not; undefined if there is none of this name. */
export function readyLessonOf(name: string): ReadyLesson | undefined {
  return READY_LESSONS.find((ready) => ready.name === name.trim().toLowerCase());
}
