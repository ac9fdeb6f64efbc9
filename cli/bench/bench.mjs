// npm run bench: measures the engine in headless Chromium. After `--`:
//   --json      for machines
//   --hardware  on the machine's own adapter instead of the software one
//   --dawn      on the machine's own adapter in Node, without a browser
//   --quick     only the time of steps
//   --large     also a model that fills a GPU
import { benchInDawn } from './dawn.mjs';
import { readBenchOptions } from './options.mjs';
import { inBenchPage } from './page.mjs';
import { benchTable } from './table.mjs';
import { runScript } from '../../scripts/run-script.mjs';
import { setUp } from '../../scripts/set-up.mjs';

await runScript(async () => {
  const { json, hardware, dawn, ...settings } = readBenchOptions(process.argv.slice(2));
  setUp();
  const result = await (dawn ? benchInDawn(settings) : benchInBrowser(hardware, settings));
  console.log(json ? JSON.stringify(result, null, 2) : benchTable(result));
  return result.voided.length > 0 ? 1 : 0;
});

/**
 * @param {boolean} hardware
 * @param {{ quick: boolean, large: boolean }} settings
 */
function benchInBrowser(hardware, settings) {
  const adapter = hardware ? 'hardware' : 'software';
  return inBenchPage({ folder: 'bench/', adapter }, (page) => bench(page, settings));
}

/**
 * @param {import('playwright').Page} page
 * @param {{ quick: boolean, large: boolean }} settings
 */
async function bench(page, settings) {
  await page.exposeFunction('readHeap', await heapReader(page));
  await page.waitForFunction(() => 'bench' in window);
  return page.evaluate((asked) => window.bench(asked), settings);
}

/**
 * V8's objects and those of the browser that JavaScript holds, in bytes.
 *
 * @param {import('playwright').Page} page
 * @returns {Promise<(collect: boolean) => Promise<number>>}
 */
async function heapReader(page) {
  const session = await page.context().newCDPSession(page);
  return async (collect) => {
    if (collect) await session.send('HeapProfiler.collectGarbage');
    const { usedSize, embedderHeapUsedSize } = await session.send('Runtime.getHeapUsage');
    return usedSize + embedderHeapUsedSize;
  };
}
