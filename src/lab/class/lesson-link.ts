import * as v from 'valibot';
import { presetOf } from '../experiments/presets.ts';
import { checked } from '../files/checked.ts';
import { ImportRefused, shown } from '../files/import-refused.ts';
import { linkedSelection, linkFields, refuseLength, selectionFields } from '../files/link/link-fields.ts';
import { HIDEABLE, LESSON_LIMITS, type Lesson, type LessonLink } from './lesson.ts';
import { READY_LESSONS, readyLessonOf } from './lessons/ready-lessons.ts';
import { seedsOf } from './part.ts';

/** The version of the format, which a lesson link begins with. */
const VERSION = '1';

/** The largest seed of a run that a form accepts. */
const MOST_SEED = 2 ** 31;

const text = (characters: number) => v.pipe(v.string(), v.maxLength(characters));
const whole = (most: number) =>
  v.pipe(
    v.string(),
    v.regex(/^[1-9]\d{0,5}$/, 'must be a whole number from 1'),
    v.transform(Number),
    v.maxValue(most),
  );
const names = v.pipe(
  v.string(),
  v.transform((listed) => (listed === '' ? [] : listed.split(','))),
  v.array(v.picklist(HIDEABLE)),
);

/** The fields of a link that describe a lesson beside its experiment. */
const FIELDS = {
  id: v.pipe(v.string(), v.regex(/^[a-z0-9]{8}$/, 'must be 8 letters from a to z and digits')),
  title: v.optional(text(LESSON_LIMITS.titleCharacters), ''),
  words: v.optional(text(LESSON_LIMITS.wordsCharacters), ''),
  hide: v.optional(names, ''),
  start: v.optional(v.picklist(['countdown'])),
  parts: v.optional(whole(LESSON_LIMITS.parts), '1'),
  minutes: v.optional(whole(LESSON_LIMITS.minutes), '5'),
  part: v.optional(whole(LESSON_LIMITS.parts)),
};
const SCHEMA = v.object(FIELDS);
const SHORT_SCHEMA = v.strictObject({ part: FIELDS.part });
const QUESTIONS = v.pipe(
  v.array(text(LESSON_LIMITS.questionCharacters)),
  v.maxLength(LESSON_LIMITS.questions),
);

/**
 * The lesson of a link's fragment, and the part of the person who opens it. Texts stay as they are. `#lesson=bigger` names a lesson
 * that comes with the page.
 * @throws {ImportRefused}
 */
export function readLessonLink(fragment: string): LessonLink {
  const given = linkFields(fragment, 'ask');
  const said = Object.fromEntries([...given].map(([name, [value]]) => [name, value]));
  const { lesson: version = '', ask: _, ...fields }: Partial<Record<string, string>> = said;
  const ready = readyLessonOf(version);
  if (ready !== undefined) return shortLink(ready.lesson, fields);
  if (!/^\d{1,6}$/.test(version)) {
    throw new ImportRefused(
      `no lesson is called "${shown(version)}"; those that come with the page are ${READY_LESSONS.map(({ name }) => name).join(', ')}.`,
    );
  }
  if (version !== VERSION) {
    throw new ImportRefused(
      `the lesson link has version "${shown(version)}", and this page reads version ${VERSION}; load the latest version of the page.`,
    );
  }
  const {
    id,
    title,
    words,
    hide,
    start,
    parts,
    minutes,
    part = null,
  } = checked(SCHEMA, fields, 'the lesson link');
  const questions = checked(QUESTIONS, given.get('ask') ?? [], 'the lesson link, ask');
  const selection = linkedSelection(
    Object.fromEntries(Object.entries(fields).filter(([name]) => !Object.hasOwn(FIELDS, name))),
  );
  const hidden = HIDEABLE.filter((name) => hide.includes(name));
  const starts = start !== undefined;
  const lesson = { id, selection, title, words, hidden, starts, questions, parts, minutes };
  refuseParts(lesson, part);
  return { lesson, part };
}

/** A lesson that comes with the page, which a short link names and says nothing else about. @throws {ImportRefused} */
function shortLink(lesson: Lesson, fields: Partial<Record<string, string>>): LessonLink {
  const { part = null } = checked(SHORT_SCHEMA, fields, 'the lesson link');
  refuseParts(lesson, part);
  return { lesson, part };
}

/** @throws {ImportRefused} for parts that the experiment cannot have */
function refuseParts({ parts, selection }: Lesson, part: number | null): void {
  if (part !== null && part > parts) {
    throw new ImportRefused(
      `the lesson link, part: must be at most ${parts}, the number of parts, not ${part}.`,
    );
  }
  const { measures, title } = presetOf(selection.experiment);
  if (parts > 1 && measures !== 'runs') {
    throw new ImportRefused(
      `the lesson link, parts: must be 1, because ${title} trains nothing that could be shared.`,
    );
  }
  const seed = parts > 1 ? seedsOf(selection).first + (parts - 1) * seedsOf(selection).count : 0;
  if (seed > MOST_SEED) {
    throw new ImportRefused(
      `the lesson link, seed: that of the last part may be at most ${MOST_SEED}, and is ${seed}.`,
    );
  }
}

/**
 * The fragment of a lesson's link.
 * @param part i of n for the person who gets it; left out if they choose it
 * @throws {ImportRefused} if a text is too long, or all of them together
 */
export function lessonLinkOf(lesson: Lesson, part: number | null = null): string {
  const { hidden, id, minutes, parts, questions, selection, starts, title, words } = lesson;
  const said = new URLSearchParams({ lesson: VERSION, id, ...selectionFields(selection) });
  const also = {
    title,
    words,
    hide: hidden.join(','),
    start: starts ? 'countdown' : '',
    parts: parts === 1 ? '' : String(parts),
    minutes: parts === 1 ? '' : String(minutes),
    part: part === null ? '' : String(part),
  };
  for (const [name, value] of Object.entries(also)) if (value !== '') said.append(name, value);
  for (const question of questions) said.append('ask', question);
  const link = said.toString();
  refuseLength(link);
  readLessonLink(link);
  return `#${link}`;
}
