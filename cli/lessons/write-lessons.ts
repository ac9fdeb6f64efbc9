// npm run lessons: writes docs/lessons from the lessons of the page.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../scripts/set-up.mjs';
import { runScript } from '../../scripts/run-script.mjs';
import { lessonDocuments } from './lesson-document.ts';

await runScript(() => {
  const documents = lessonDocuments();
  for (const [name, text] of Object.entries(documents)) writeFileSync(join(ROOT, 'docs/lessons', name), text);
  console.log(`${Object.keys(documents).length} files of docs/lessons written`);
  return 0;
});
