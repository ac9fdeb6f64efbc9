// npm run record:machine -- FILE NAME SOURCE: puts a benchmark into src/benchmark/machines/recorded, so that it comes with the
// page. FILE is what `npm run bench -- --json` printed, NAME is the file's name without its ending, and SOURCE says in one
// sentence where and when it was measured.
import { readFile, writeFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { runScript } from '../../scripts/run-script.mjs';
import { ROOT } from '../../scripts/set-up.mjs';
import { recordedFile } from './recorded-file.ts';

const FOLDER = join(ROOT, 'src/benchmark/machines/recorded');

await runScript(async () => {
  const [file, name, source, ...more] = process.argv.slice(2);
  if (file === undefined || name === undefined || source === undefined || more.length > 0)
    throw new Error('three arguments are needed: FILE NAME SOURCE');
  if (!/^[a-z0-9-]+$/.test(name))
    throw new Error(`NAME takes small letters, digits and hyphens, not ${name}`);
  const recorded = recordedFile(await readFile(file, 'utf8'), source);
  await mkdir(FOLDER, { recursive: true });
  await writeFile(join(FOLDER, `${name}.json`), `${JSON.stringify(recorded, null, 2)}\n`);
  console.log(`${recorded.summary.machine.adapter}: ${recorded.summary.entries.length} entries`);
  return 0;
});
