import { freshId } from '../../lab/class/fresh-id.ts';
import {
  draftOfLesson,
  isSameLesson,
  readLessonDraft,
  type LessonDraft,
} from '../../lab/class/lesson-draft.ts';
import { lessonLinkOf, readLessonLink } from '../../lab/class/lesson-link.ts';
import type { Lesson } from '../../lab/class/lesson.ts';
import type { ReadyLesson } from '../../lab/class/lessons/ready-lesson.ts';
import { READY_LESSONS } from '../../lab/class/lessons/ready-lessons.ts';
import { ImportRefused } from '../../lab/files/import-refused.ts';

const KEY = 'loglog-lesson';

/** The form of a lesson, with what its link says beside the form. */
export interface KeptLesson {
  readonly draft: LessonDraft;
  /** 8 letters and digits, which results of this lesson carry if it has a link of its own. */
  readonly id: string;
  /** Whether it has a link of its own, also if it says the same as a ready lesson. */
  readonly isOwn: boolean;
}

/** The lesson that a person made last, here or on an earlier visit: its link stays the same. Null before one. */
export function keptLesson(): KeptLesson | null {
  kept ??= restored();
  return kept;
}

/** Keeps a lesson while the page is open and, if every field is valid, for the next visit. */
export function keepLesson(lesson: KeptLesson): void {
  kept = lesson;
  try {
    const { lesson: read } = readLessonDraft(lesson.draft, lesson.id);
    if (read === null) return;
    const ready = lesson.isOwn ? undefined : readyLike(read);
    localStorage.setItem(KEY, ready === undefined ? lessonLinkOf(read) : `#lesson=${ready.name}`);
  } catch {
    // Too long for a link, or without storage: the lesson lasts until the page is closed.
  }
}

/** A lesson that begins with a form, whose results join those of no other lesson with a link of its own. */
export function begunLesson(draft: LessonDraft): KeptLesson {
  return { draft, id: freshId(), isOwn: false };
}

/** The ready lesson that says the same; undefined for any other lesson. */
export function readyLike(lesson: Lesson): ReadyLesson | undefined {
  return READY_LESSONS.find((ready) => isSameLesson(ready.lesson, lesson));
}

let kept: KeptLesson | null = null;

function restored(): KeptLesson | null {
  try {
    const link = localStorage.getItem(KEY);
    if (link === null) return null;
    const { lesson } = readLessonLink(link);
    const isReady = READY_LESSONS.some((ready) => ready.lesson === lesson);
    return { draft: draftOfLesson(lesson), id: isReady ? freshId() : lesson.id, isOwn: !isReady };
  } catch (error) {
    if (error instanceof ImportRefused || error instanceof DOMException) return null;
    throw error;
  }
}
