import { type as systemType, release } from 'node:os';
import type { Page } from 'playwright';
import { resultOf, type InAdapter } from './bench-adapter.ts';
import { inBenchPage } from './page.ts';

/** Measures in headless Chromium, and prints to standard error how far it is. */
export function benchInBrowser(adapter: 'software' | 'hardware'): InAdapter {
  return (use) =>
    inBenchPage({ folder: 'bench/', workers: ['workers/benchmark.worker.ts'], adapter }, async (page) => {
      await page.exposeFunction('readHeap', await heapReader(page));
      await page.exposeFunction('tell', (line: string) => console.error(line));
      await page.waitForFunction(() => 'bench' in window);
      const version = page.context().browser()?.version() ?? '';
      const machine = {
        browser: `Chromium ${version.split('.')[0]}`,
        system: `${systemType()} ${release()}`,
      };
      return use({
        measure: async (settings) =>
          resultOf(await page.evaluate((asked) => window.bench.measure(asked), settings), machine),
        measureDetails: () => page.evaluate(() => window.bench.measureDetails()),
        recordLosses: (shape) => page.evaluate((asked) => window.bench.recordLosses(asked), shape),
      });
    });
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
