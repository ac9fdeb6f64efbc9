import type { Selection } from '../experiments/selection.ts';

/** Parts of the page that a lesson may hide, in the order in which the editor lists them. */
export const HIDEABLE = [
  'settings',
  'experiments',
  'files',
  'history',
  'calculator',
  'fits',
  'samples',
] as const;

export type Hideable = (typeof HIDEABLE)[number];

/** The bounds of a lesson's fields. */
export const LESSON_LIMITS = {
  titleCharacters: 80,
  /** Three sentences. */
  wordsCharacters: 400,
  questions: 4,
  questionCharacters: 160,
  parts: 200,
  minutes: 60,
} as const;

/** What a teacher gives to a class, as its link says it. Every text is plain text. */
export interface Lesson {
  /** 8 letters and digits, which results of this lesson carry. */
  readonly id: string;
  /** The experiment as the teacher set it, before it is split into parts. */
  readonly selection: Selection;
  readonly title: string;
  /** What to do, in up to three sentences; empty for none. */
  readonly words: string;
  readonly hidden: readonly Hideable[];
  /** Whether the page counts down and starts by itself. */
  readonly starts: boolean;
  /** Shown beside the story of the result. */
  readonly questions: readonly string[];
  /** n, parts of the shared work; 1 if everybody trains the whole experiment. */
  readonly parts: number;
  /** The time that a part should take on the machine that trains it; counts only if there are several parts. */
  readonly minutes: number;
}

/** A lesson link: a lesson, and the part of the person who opens it. */
export interface LessonLink {
  readonly lesson: Lesson;
  /** i of n, from 1; null if the person has yet to choose it. */
  readonly part: number | null;
}
