// npm run record:sweeps -- EXPERIMENT [--size quick] [--adapter software] [--set FIELD=TEXT] [--shared]: runs an experiment to its
// end on the page, in headless Chromium, and puts the result into public/recorded and src/lab/recorded/recordings.json. The
// page shows it to people who have not started anything yet.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { runScript } from '../../scripts/run-script.mjs';
import { ROOT } from '../../scripts/set-up.mjs';
import { Site } from '../../test/harness/page/site.ts';
import { readRecordingOptions } from './options.ts';
import { entryOf, smallRecording } from './small-recording.ts';
import { trainedOn } from './train-on-page.ts';

const LIST = join(ROOT, 'src/lab/recorded/recordings.json');

await runScript(async () => {
  const options = readRecordingOptions(process.argv.slice(2));
  const site = await Site.open({ adapter: options.adapter });
  try {
    const recording = smallRecording(
      await trainedOn(await site.visit({ bypassCSP: true }), options),
      options.shared,
    );
    const file = `recorded/${options.experiment}.json`;
    await mkdir(join(ROOT, 'public/recorded'), { recursive: true });
    await writeFile(join(ROOT, 'public', file), `${JSON.stringify(recording)}\n`);
    const list = v.parse(v.looseObject({}), JSON.parse(await readFile(LIST, 'utf8')));
    const entries = { ...list, [options.experiment]: entryOf(recording, file) };
    await writeFile(LIST, `${JSON.stringify(entries, null, 2)}\n`);
    console.log(`Wrote public/${file} and its entry in src/lab/recorded/recordings.json`);
    return 0;
  } finally {
    await site.close();
  }
});
