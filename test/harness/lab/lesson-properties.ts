// The properties of the reader of lesson links, for tests and the fuzzer. Chooses no number of cases.
import * as fc from 'fast-check';
import { HIDEABLE, LESSON_LIMITS, type Lesson } from '../../../src/lab/class/lesson.ts';
import { lessonLinkOf, readLessonLink } from '../../../src/lab/class/lesson-link.ts';
import { EXPERIMENT_IDS, presetOf } from '../../../src/lab/experiments/presets.ts';
import { ownDraft } from '../../../src/lab/experiments/selection.ts';
import { ImportRefused } from '../../../src/lab/files/import-refused.ts';
import { LIMITS } from '../../../src/lab/files/limits.ts';

/** Every experiment that trains. */
export const TRAINED = EXPERIMENT_IDS.filter((id) => presetOf(id).measures === 'runs');

const id = fc.string({
  unit: fc.constantFrom(...Array.from('abcdefghijklmnopqrstuvwxyz0123456789')),
  minLength: 8,
  maxLength: 8,
});
const text = (most: number): fc.Arbitrary<string> =>
  fc.oneof(
    fc.string({ unit: 'binary', maxLength: Math.floor(most / 2) }),
    fc.string({ maxLength: most }),
    fc.constantFrom(
      '<b>bold</b>',
      '&lt;',
      'a&lesson=2',
      '#part=3',
      '\u0000\u202e\r\n',
      'ask=one&ask=two',
      '%00',
    ),
  );

/** A lesson that a teacher can write, unless its texts are too long together. */
export const lessons: fc.Arbitrary<Lesson> = fc
  .record({
    id,
    experiment: fc.constantFrom(...TRAINED),
    size: fc.constantFrom('full' as const, 'quick' as const),
    seed: fc.nat(100_000),
    title: text(LESSON_LIMITS.titleCharacters),
    words: text(LESSON_LIMITS.wordsCharacters),
    hidden: fc.subarray([...HIDEABLE]),
    starts: fc.boolean(),
    questions: fc.array(text(LESSON_LIMITS.questionCharacters), { maxLength: LESSON_LIMITS.questions }),
    parts: fc.integer({ min: 2, max: LESSON_LIMITS.parts }),
    minutes: fc.integer({ min: 1, max: LESSON_LIMITS.minutes }),
  })
  .map(({ experiment, size, seed, ...said }) => ({
    ...said,
    selection: { experiment, size, draft: { ...ownDraft(experiment, size), seed: String(seed) } },
  }));

/** Passes on what is not refused in a short sentence without invisible characters. */
function refusal(act: () => void): string | null {
  try {
    act();
    return null;
  } catch (error) {
    if (!(error instanceof ImportRefused)) throw error;
    const { message } = error;
    if (message.length === 0 || message.length > 400 || /[\p{Cc}\p{Cs}]/u.test(message))
      throw new Error(`no sentence: ${message}`, { cause: error });
    return message;
  }
}

/** A link that is cut off, partly replaced, or says more. */
const changed = lessons.chain((lesson) => {
  let link = '#lesson=1';
  refusal(() => (link = lessonLinkOf(lesson)));
  const part = fc.oneof(
    fc.string({ maxLength: 8 }),
    fc.constantFrom(
      '&part=0',
      '&part=1e9',
      '&parts=-1',
      '&hide=all',
      '&start=now',
      '&id=x',
      '&ask=a',
      '&x=1',
    ),
  );
  return fc
    .tuple(fc.nat(link.length), fc.nat(20), part, fc.boolean())
    .map(([at, length, other, cut]) => link.slice(0, at) + other + (cut ? '' : link.slice(at + length)));
});

export const LESSON_PROPERTIES: readonly {
  readonly parser: string;
  readonly says: string;
  readonly property: fc.IRawProperty<unknown>;
}[] = [
  {
    parser: 'lesson links',
    says: 'a lesson is read back as it was written, or is too long for a link',
    property: fc.property(lessons, fc.nat(), (lesson, some) => {
      const part = some % 2 === 0 ? null : 1 + (some % lesson.parts);
      let link = '';
      const refused = refusal(() => (link = lessonLinkOf(lesson, part)));
      if (refused !== null) {
        if (!refused.startsWith('the link may have at most')) throw new Error(refused);
        return;
      }
      if (link.length > LIMITS.linkCharacters + 1) throw new Error(`${link.length} characters`);
      const read = JSON.stringify(readLessonLink(link), sorted);
      if (read !== JSON.stringify({ lesson, part }, sorted)) throw new Error(read);
    }),
  },
  {
    parser: 'lesson links',
    says: 'any lesson link is read within its limits or refused in a sentence',
    property: fc.property(fc.oneof(changed, fc.string({ unit: 'binary' }), fc.webFragments()), (link) => {
      refusal(() => {
        const { lesson, part } = readLessonLink(link);
        const { minutes, parts, questions, title, words } = lesson;
        const within =
          title.length <= LESSON_LIMITS.titleCharacters &&
          words.length <= LESSON_LIMITS.wordsCharacters &&
          questions.length <= LESSON_LIMITS.questions &&
          questions.every((question) => question.length <= LESSON_LIMITS.questionCharacters) &&
          parts >= 1 &&
          parts <= LESSON_LIMITS.parts &&
          minutes >= 1 &&
          minutes <= LESSON_LIMITS.minutes &&
          (part === null || (part >= 1 && part <= parts));
        if (!within) throw new Error(JSON.stringify(lesson));
      });
    }),
  },
];

/** Objects with their names in order, so that only what they say counts. */
function sorted(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
