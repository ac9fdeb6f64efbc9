// npm run record:sweeps -- EXPERIMENT [--size quick] [--adapter software] [--set FIELD=TEXT] [--shared]: runs an experiment to its
// end on the page, in headless Chromium, fits it, and puts the result into src/lab/recorded/sweeps. The page shows it to people
// who have not started anything yet. With --refit nothing is trained: the runs of the existing recording are fitted again.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runScript } from '../../scripts/run-script.mjs';
import { ROOT } from '../../scripts/set-up.mjs';
import { exactJson } from '../../src/lab/recorded/exact-json.ts';
import { readRecording } from '../../src/lab/recorded/fetch-recording.ts';
import { Site } from '../../test/harness/page/site.ts';
import { readRecordingOptions, type RecordingOptions } from './options.ts';
import { historyOf, recordedResults } from './recorded-results.ts';
import { smallRecording } from './small-recording.ts';
import { trainedOn } from './train-on-page.ts';

await runScript(async () => {
  const options = readRecordingOptions(process.argv.slice(2));
  const path = `src/lab/recorded/sweeps/${options.experiment}.json`;
  const file = join(ROOT, path);
  const history = options.refit
    ? historyOf(readRecording(await readFile(file, 'utf8')))
    : smallRecording(await trained(options), options.shared);
  await writeFile(file, `${exactJson(recordedResults(history))}\n`);
  console.log(`Wrote ${path}`);
  return 0;
});

/** The history of the experiment after it was trained on the page. */
async function trained(options: RecordingOptions): Promise<string> {
  const site = await Site.open({ adapter: options.adapter });
  try {
    return await trainedOn(await site.visit({ bypassCSP: true }), options);
  } finally {
    await site.close();
  }
}
