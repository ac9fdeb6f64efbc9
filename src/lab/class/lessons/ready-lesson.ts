import { ownDraft, type Selection } from '../../experiments/selection.ts';
import type { ExperimentId } from '../../experiments/presets.ts';
import type { SweepDraft } from '../../plan/sweep-settings.ts';
import type { Lesson } from '../lesson.ts';

/** A question for the class, with the teacher's answer. */
export interface AnsweredQuestion {
  readonly question: string;
  readonly answer: string;
}

/** A lesson that comes with the page. Every text is for people of sixteen. */
export interface ReadyLesson {
  /** What its short link says: `#lesson=bigger`. */
  readonly name: string;
  /** What the class learns, in a sentence. */
  readonly goal: string;
  /** Minutes of the whole lesson, talk included. */
  readonly minutes: number;
  /** How long machines train, in a sentence or two. */
  readonly training: string;
  /** What parts of it gave when they were trained on the page, with the machine and how busy it was. */
  readonly tried: string;
  /** What each pupil writes down before anything is trained. */
  readonly predict: readonly string[];
  /** What the class sees, in the order in which it comes. */
  readonly see: readonly string[];
  /** The page shows the questions to the class, and the answers to the teacher alone. */
  readonly questions: readonly AnsweredQuestion[];
  readonly lesson: Lesson;
}

type Given = Omit<ReadyLesson, 'lesson'> & {
  readonly lesson: Omit<Lesson, 'questions' | 'hidden' | 'starts'>;
};

/** A lesson whose class keeps to the stage: without settings and other experiments, started by each pupil. */
export function readyLesson(given: Given): ReadyLesson {
  const questions = given.questions.map(({ question }) => question);
  const hidden = ['settings', 'experiments', 'files', 'history', 'calculator', 'fits'] as const;
  return { ...given, lesson: { ...given.lesson, questions, hidden, starts: false } };
}

/** The quick size of an experiment, with some fields of its form changed. */
export function quick(experiment: ExperimentId, changed: Partial<SweepDraft>): Selection {
  return { experiment, size: 'quick', draft: { ...ownDraft(experiment, 'quick'), ...changed } };
}
