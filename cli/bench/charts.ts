// npm run bench:charts: what a running sweep of eight curves costs the page's main thread, in headless Chromium. Prints
// milliseconds from one drawn frame to the next, and the longest task, for the charts alone and for the whole page.
import { chromium } from 'playwright';
import { createServer } from 'vite';
import { launchOptions } from '../../scripts/machine/browser-flags.mjs';
import { findBrowser } from '../../scripts/machine/find-browser.mjs';
import { runScript } from '../../scripts/run-script.mjs';
import { ROOT } from '../../scripts/set-up.mjs';
import { frameCosts } from '../../test/harness/page/frame-costs.ts';

await runScript(async () => {
  // Lit's build for development checks more and is slower than what people get.
  process.env['NODE_ENV'] = 'production';
  const server = await createServer({
    root: ROOT,
    mode: 'production',
    cacheDir: 'node_modules/.vite/bench-charts',
    logLevel: 'error',
    server: { host: '127.0.0.1', port: 0, hmr: false, watch: null },
  });
  await server.listen();
  const { path } = await findBrowser();
  const browser = await chromium.launch(launchOptions(path, 'none'));
  try {
    for (const shown of ['charts', 'page'] as const) {
      const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
      await page.goto(server.resolvedUrls?.local[0] ?? '');
      await page.evaluate(`import('/test/harness/page/running-sweep.ts')`);
      const { frames, median, ninetieth, longestTask, longTasks } = await frameCosts(page, () =>
        page.evaluate(`import('/test/harness/page/running-sweep.ts').then((m) => m.runSweep('${shown}'))`),
      );
      console.log(
        `${shown}: ${frames} frames, median ${median.toFixed(1)} ms, 90 % within ${ninetieth.toFixed(1)} ms, longest task ${longestTask.toFixed(1)} ms, ${longTasks} tasks over 50 ms`,
      );
      await page.close();
    }
  } finally {
    await browser.close();
    await server.close();
  }
  return 0;
});
