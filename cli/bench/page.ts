import { chromium, type Page } from 'playwright';
import { createServer } from 'vite';
import { launchOptions } from '../../scripts/machine/browser-flags.mjs';
import { findBrowser } from '../../scripts/machine/find-browser.mjs';
import { ROOT } from '../../scripts/set-up.mjs';

interface BenchPage {
  folder: string;
  /** Workers that it starts. */
  workers?: readonly string[];
  adapter: 'software' | 'hardware';
  /** Where Vite prepares the packages that the page imports. */
  cache?: string;
}

/**
 * Serves the project on loopback, opens `folder` in headless Chromium and hands the page to `use`.
 *
 * @throws for an error on the page
 */
export async function inBenchPage<T>(
  { folder, workers = [], adapter, cache = 'node_modules/.vite/bench' }: BenchPage,
  use: (page: Page) => Promise<T>,
): Promise<T> {
  const { path } = await findBrowser();
  const server = await serve([`${folder}index.html`, ...workers], cache);
  const browser = await chromium.launch(launchOptions(path, adapter));
  try {
    const page = await browser.newPage();
    const failed = new Promise<never>((_, reject) => page.on('pageerror', reject));
    await page.goto(new URL(folder, server.resolvedUrls?.local[0]).href);
    return await Promise.race([use(page), failed]);
  } finally {
    await browser.close();
    await server.close();
  }
}

/** A server that does not reload the page when a file changes, because a reload would lose the measurements. */
async function serve(entries: string[], cacheDir: string) {
  const server = await createServer({
    root: ROOT,
    cacheDir,
    logLevel: 'error',
    optimizeDeps: { entries },
    server: { port: 0, hmr: false, watch: null },
  });
  await server.listen();
  return server;
}
