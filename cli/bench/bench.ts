// npm run bench: measures the engine in headless Chromium. After `--`:
//   --json      prints JSON
//   --hardware  on the machine's own adapter instead of the software one
//   --dawn      on the machine's own adapter in Node, without a browser
//   --quick     measures only the time of steps
//   --large     also measures a model that fills a GPU
import type { Page } from 'playwright';
import { runScript } from '../../scripts/run-script.mjs';
import { benchInDawn } from './dawn.ts';
import { readBenchOptions } from './options.ts';
import { inBenchPage } from './page.ts';
import { benchTable } from './table.ts';

interface Settings {
  quick: boolean;
  large: boolean;
}

await runScript(async () => {
  const { json, hardware, dawn, ...settings } = readBenchOptions(process.argv.slice(2));
  const result = await (dawn ? benchInDawn(settings) : benchInBrowser(hardware, settings));
  console.log(json ? JSON.stringify(result, null, 2) : benchTable(result));
  return result.voided.length > 0 ? 1 : 0;
});

function benchInBrowser(hardware: boolean, settings: Settings) {
  const adapter = hardware ? 'hardware' : 'software';
  return inBenchPage({ folder: 'bench/', adapter }, (page) => bench(page, settings));
}

async function bench(page: Page, settings: Settings) {
  await page.exposeFunction('readHeap', await heapReader(page));
  await page.waitForFunction(() => 'bench' in window);
  return page.evaluate((asked) => window.bench(asked), settings);
}

/** Reads the bytes of V8's objects and of the browser's objects that JavaScript holds. */
async function heapReader(page: Page): Promise<(collect: boolean) => Promise<number>> {
  const session = await page.context().newCDPSession(page);
  return async (collect) => {
    if (collect) await session.send('HeapProfiler.collectGarbage');
    const { usedSize, embedderHeapUsedSize } = await session.send('Runtime.getHeapUsage');
    return usedSize + embedderHeapUsedSize;
  };
}
