import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { lessonDocuments } from '../../../cli/lessons/lesson-document.ts';

const FOLDER = new URL('../../../docs/lessons/', import.meta.url);

test('docs/lessons holds what npm run lessons writes, and nothing else', () => {
  const files = readdirSync(FOLDER).map((name) => [name, readFileSync(new URL(name, FOLDER), 'utf8')]);
  expect(Object.fromEntries(files)).toEqual(lessonDocuments());
});

test('each document has every answer of its lesson for the teacher', () => {
  const { 'README.md': list = '', ...lessons } = lessonDocuments();
  for (const [name, text] of Object.entries(lessons)) {
    expect(list).toContain(`(${name})`);
    expect(text.match(/^\d\. \*\*.+\*\*$/gm)?.length).toBeGreaterThanOrEqual(3);
  }
});
