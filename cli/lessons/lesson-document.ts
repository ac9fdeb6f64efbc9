import { presetOf } from '../../src/lab/experiments/presets.ts';
import type { ReadyLesson } from '../../src/lab/class/lessons/ready-lesson.ts';
import { READY_LESSONS } from '../../src/lab/class/lessons/ready-lessons.ts';

/** The files of `docs/lessons` by their names. */
export function lessonDocuments(): Record<string, string> {
  const documents: Record<string, string> = { 'README.md': listDocument() };
  for (const ready of READY_LESSONS) documents[`${ready.name}.md`] = lessonDocument(ready);
  return documents;
}

/** A lesson as a teacher reads and prints it. */
function lessonDocument(ready: ReadyLesson): string {
  const { goal, lesson, minutes, name, predict, questions, see, training, tried } = ready;
  const { experiment, size, draft } = lesson.selection;
  const widths =
    draft.widths === '' || !('widths' in presetOf(experiment).editable) ? '' : `, widths ${draft.widths}`;
  return `${[
    `# ${lesson.title}`,
    `**Goal.** ${goal}`,
    `**Time.** ${minutes} minutes. ${training}`,
    `**Link.** The address of the page, then \`#lesson=${name}\`. The work is shared: each pupil gets a number from 1 to ${lesson.parts}, and with it other random numbers.`,
    `**What trains.** ${presetOf(experiment).title}, ${size}${widths}, ${draft.tokens} tokens.`,
    `**What the class reads.** ${lesson.words}`,
    `**Tried.** ${tried}`,
    '## Predict before you train',
    listed(predict),
    '## What to see',
    listed(see),
    '## Questions, with answers',
    ...questions.flatMap(({ question, answer }, at) => [`${at + 1}. **${question}**\n\n   ${answer}`]),
  ].join('\n\n')}\n`;
}

function listDocument(): string {
  const lines = READY_LESSONS.map(
    ({ goal, lesson, minutes, name }) => `[${lesson.title}](${name}.md), ${minutes} minutes. ${goal}`,
  );
  return `${[
    '# Lessons',
    'Each lesson comes with the page: the panel “Class” gives its link, its QR code and these answers, and lets you change it. `npm run lessons` writes these files from `src/lab/class/lessons`.',
    listed(lines),
    'After a lesson pupils send what they trained: as a link, a QR code, a text or a file. The same panel takes it in and fits one law to the models of the class.',
  ].join('\n\n')}\n`;
}

function listed(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join('\n');
}
