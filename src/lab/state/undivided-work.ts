import type { LessonState } from '../class/class-state.ts';
import type { ExperimentState } from './state.ts';

/** Why a lesson whose work is shared cannot start yet; empty if it can. */
export function undividedWork({ lesson, measuring, part }: LessonState): string {
  if (lesson.parts === 1) return '';
  if (part === null) return 'the class shares this work; choose your number first';
  return measuring ? 'the speed of this machine is being measured' : '';
}

/** Whether the person has yet to take a part of a lesson's work, which is nothing to mend. */
export function lacksPart({ lesson }: Pick<ExperimentState, 'lesson'>): boolean {
  return lesson !== null && undividedWork(lesson) !== '';
}
