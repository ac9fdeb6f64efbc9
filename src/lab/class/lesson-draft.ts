import { isSameSelection, readSelection, type Selection } from '../experiments/selection.ts';
import { presetOf } from '../experiments/presets.ts';
import { isRefused, readWhole } from '../plan/read-number.ts';
import { LESSON_LIMITS, type Hideable, type Lesson } from './lesson.ts';

/** What the form of a lesson holds, which may be invalid. */
export interface LessonDraft {
  readonly selection: Selection;
  readonly title: string;
  readonly words: string;
  readonly hidden: readonly Hideable[];
  readonly starts: boolean;
  /** One a line. */
  readonly questions: string;
  readonly parts: string;
  readonly minutes: string;
}

/** The fields of the form that can be refused. */
export type LessonField = 'selection' | 'title' | 'words' | 'questions' | 'parts' | 'minutes';

export type LessonRefusals = Partial<Record<LessonField, string>>;

/** The lesson of a draft if every field is valid, or the rule that each wrong field breaks. */
export type LessonReading =
  | { readonly lesson: Lesson; readonly refusals: LessonRefusals }
  | { readonly lesson: null; readonly refusals: LessonRefusals };

/** The form's text for a lesson. */
export function draftOfLesson(lesson: Lesson): LessonDraft {
  const { hidden, minutes, parts, questions, selection, starts, title, words } = lesson;
  return {
    selection,
    title,
    words,
    hidden,
    starts,
    questions: questions.join('\n'),
    parts: String(parts),
    minutes: String(minutes),
  };
}

/** The form's text before a person writes any, for an experiment. */
export function freshLessonDraft(selection: Selection): LessonDraft {
  const { headline, title } = presetOf(selection.experiment);
  const hidden: readonly Hideable[] = ['settings', 'experiments', 'files', 'history', 'calculator', 'fits'];
  return {
    selection,
    title,
    words: headline,
    hidden,
    starts: false,
    questions: '',
    parts: '30',
    minutes: '5',
  };
}

/** Validates the form of a lesson. @param id what results of the lesson will carry */
export function readLessonDraft(draft: LessonDraft, id: string): LessonReading {
  const title = draft.title.trim();
  const words = draft.words.trim();
  const questions = linesOf(draft.questions);
  const parts = readWhole('parts', draft.parts, 1, LESSON_LIMITS.parts);
  const minutes = readWhole('minutes', draft.minutes, 1, LESSON_LIMITS.minutes);
  const refusals = said({
    selection: selectionRefusal(draft.selection),
    title:
      title === '' ? 'a lesson needs a title.' : tooLong('the title', title, LESSON_LIMITS.titleCharacters),
    words: tooLong('the sentences', words, LESSON_LIMITS.wordsCharacters),
    questions: questionsRefusal(questions),
    parts: isRefused(parts) ? parts.refused : undefined,
    minutes: isRefused(minutes) ? minutes.refused : undefined,
  });
  if (isRefused(parts) || isRefused(minutes) || Object.keys(refusals).length > 0)
    return { lesson: null, refusals };
  const { hidden, selection, starts } = draft;
  return { lesson: { id, selection, title, words, hidden, starts, questions, parts, minutes }, refusals };
}

/** Whether two lessons say the same, whatever their ids. */
export function isSameLesson(a: Lesson, b: Lesson): boolean {
  return isSameSelection(a.selection, b.selection) && textOf(a) === textOf(b);
}

/** Everything but the id and the experiment. */
function textOf({ hidden, minutes, parts, questions, starts, title, words }: Lesson): string {
  return JSON.stringify([title, words, hidden.toSorted(), starts, questions, parts, minutes]);
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function selectionRefusal(selection: Selection): string | undefined {
  const { experiment } = selection;
  const { measures, title } = presetOf(experiment);
  if (measures !== 'runs') return `a lesson needs an experiment that trains: ${title} does not.`;
  const [rule] = Object.values(readSelection(selection).refusals);
  return rule === undefined ? undefined : `Start would be refused: ${rule}.`;
}

function questionsRefusal(questions: readonly string[]): string | undefined {
  const { questionCharacters, questions: most } = LESSON_LIMITS;
  if (questions.length > most) return `a lesson may ask ${most} questions: ${questions.length} given.`;
  const long = questions.find((question) => question.length > questionCharacters);
  return long === undefined ? undefined : tooLong('a question', long, questionCharacters);
}

function tooLong(what: string, text: string, most: number): string | undefined {
  if (text.length <= most) return undefined;
  return `${what} may have at most ${most} characters: ${text.length} given.`;
}

function said(refusals: Record<LessonField, string | undefined>): LessonRefusals {
  return Object.fromEntries(Object.entries(refusals).filter(([, rule]) => rule !== undefined));
}
