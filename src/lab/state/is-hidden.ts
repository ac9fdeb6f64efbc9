import type { Hideable } from '../class/lesson.ts';
import type { ExperimentState } from './state.ts';

/** Whether the lesson that the page follows hides a part of the page. */
export function isHidden({ lesson }: Pick<ExperimentState, 'lesson'>, part: Hideable): boolean {
  return lesson?.lesson.hidden.includes(part) ?? false;
}
