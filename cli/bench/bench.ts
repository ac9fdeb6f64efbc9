// npm run bench: runs Standard 1 of the benchmark in headless Chromium, with the worker of the page. After `--`:
//   --json           prints JSON, which the page opens if there are no details in it
//   --hardware       on the machine's own adapter instead of the software one
//   --dawn           on the machine's own adapter in Node, without a browser
//   --quick          measures one shape and the ceilings
//   --details        also measures the page's own models, lanes of 32/2, checkpoints, kernels and the heap
//   --record-losses  computes the losses of the standard again and writes them to its file; takes half an hour
//   --shapes 64/2    records only the losses of these shapes
import { randomInt } from 'node:crypto';
import { RECORDED_SHAPES } from '../../bench/record-losses.ts';
import { benchmarkJson } from '../../src/benchmark/result/benchmark-json.ts';
import { runScript } from '../../scripts/run-script.mjs';
import { benchInBrowser } from './browser.ts';
import { benchInDawn } from './dawn.ts';
import { detailsTable } from './details-table.ts';
import { readBenchOptions } from './options.ts';
import { pickNamed } from './peers-options.ts';
import { isVoid, resultTable } from './result-table.ts';
import { writeRecordedLosses } from './write-recorded-losses.ts';

await runScript(async () => {
  const { json, hardware, dawn, recordLosses, shapes, ...asked } = readBenchOptions(process.argv.slice(2));
  const bench = dawn ? benchInDawn : benchInBrowser(hardware ? 'hardware' : 'software');
  if (recordLosses) {
    const names = pickNamed('--shapes', shapes, RECORDED_SHAPES, (name) => name);
    await bench(async (adapter) => {
      for (const name of names) writeRecordedLosses(name, await adapter.recordLosses(name));
    });
    return 0;
  }
  return bench(async (adapter) => {
    const result = await adapter.measure({ quick: asked.quick, seed: randomInt(2 ** 32) });
    const details = asked.details ? await adapter.measureDetails() : undefined;
    if (json) console.log(details ? JSON.stringify({ ...result, details }, null, 2) : benchmarkJson(result));
    else console.log([resultTable(result), ...(details ? [detailsTable(details)] : [])].join('\n\n'));
    return isVoid(result) ? 1 : 0;
  });
});
