// npm run record:sweeps -- EXPERIMENT [--size quick] [--adapter software] [--set FIELD=TEXT] [--shared]: runs an experiment to its
// end on the page, in headless Chromium, fits it, and puts the result into src/lab/recorded/sweeps. The page shows it to people
// who have not started anything yet. With --refit nothing is trained: the runs of the existing recording are fitted again; and with
// --from FILE they are those of a history of this experiment alone, which a page saved.
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
  const results = recordedResults(smallRecording(await historyFor(options, file), options.shared));
  const { experiment } = results.recorded;
  if (experiment !== options.experiment)
    throw new Error(`this is ${experiment}, and not ${options.experiment}`);
  await writeFile(file, `${exactJson(results)}\n`);
  console.log(`Wrote ${path}`);
  return 0;
});

/** The history to record: of the existing recording, of a file, or of a new training. */
async function historyFor(options: RecordingOptions, file: string): Promise<string> {
  if (options.refit) return historyOf(readRecording(await readFile(file, 'utf8')));
  return options.from === '' ? trained(options) : readFile(options.from, 'utf8');
}

/** The history of the experiment after it was trained on the page. */
async function trained(options: RecordingOptions): Promise<string> {
  const site = await Site.open({ adapter: options.adapter });
  try {
    return await trainedOn(await site.visit({ bypassCSP: true }), options);
  } finally {
    await site.close();
  }
}
