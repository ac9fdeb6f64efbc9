import { launchOptions } from '../../scripts/machine/browser-flags.mjs';
import { findBrowser } from '../../scripts/machine/find-browser.mjs';
import { ROOT } from '../../scripts/set-up.mjs';

/**
 * Serves the project on loopback, opens `folder` in headless Chromium and hands the page to `use`; an error on the
 * page is an error here.
 *
 * @template T
 * @param {{ folder: string, adapter: 'software' | 'hardware', flags?: string[], cache?: string }} options `cache`:
 *   where the packages that the page imports are prepared
 * @param {(page: import('playwright').Page) => Promise<T>} use
 * @returns {Promise<T>}
 */
export async function inBenchPage({ folder, adapter, flags = [], cache = 'node_modules/.vite/bench' }, use) {
  const { chromium } = await import('playwright');
  const { path } = await findBrowser();
  const server = await serve(folder, cache);
  const launch = launchOptions(path, adapter);
  const browser = await chromium.launch({ ...launch, args: [...launch.args, ...flags] });
  try {
    const page = await browser.newPage();
    const failed = new Promise((_, reject) => page.on('pageerror', reject));
    await page.goto(new URL(folder, server.resolvedUrls?.local[0]).href);
    return await Promise.race([use(page), failed]);
  } finally {
    await browser.close();
    await server.close();
  }
}

/**
 * A server which leaves the page alone when a file changes: a reload would throw away what it has measured.
 *
 * @param {string} folder
 * @param {string} cacheDir
 */
async function serve(folder, cacheDir) {
  const { createServer } = await import('vite');
  const server = await createServer({
    root: ROOT,
    cacheDir,
    logLevel: 'error',
    optimizeDeps: { entries: [`${folder}index.html`] },
    server: { port: 0, hmr: false, watch: null },
  });
  await server.listen();
  return server;
}
