// npm run bench:start: how long the built page takes until the first paint, the adapter's words and the first loss, in
// Chromium with its adapter on the CPU, without and with a slow line. `--site FOLDER` measures a folder that was built
// before; `--repeats N` sets the number of visits.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium, type Browser, type Page } from 'playwright';
import { build, preview } from 'vite';
import { launchOptions } from '../../scripts/machine/browser-flags.mjs';
import { findBrowser } from '../../scripts/machine/find-browser.mjs';
import { runScript } from '../../scripts/run-script.mjs';
import { ROOT } from '../../scripts/set-up.mjs';

/** 1.6 Mbit/s and 150 ms, as the developer tools' "slow 4G". */
const SLOW = {
  offline: false,
  latency: 150,
  downloadThroughput: 1.6e6 / 8,
  uploadThroughput: 0.75e6 / 8,
};
/** A small sweep, whose first run is the smallest model of the default one. */
const SWEEP = '#experiment=widths&size=quick&widths=8%2C12%2C16&lanes=1';
const PATIENCE = { timeout: 180_000 };

/** Milliseconds. */
interface Visit {
  paint: number;
  adapter: number;
  startToLoss: number;
  toLoss: number;
}

const FIGURES: readonly [string, (visit: Visit) => number][] = [
  ['navigation to first paint', ({ paint }) => paint],
  ["navigation to the adapter's words", ({ adapter }) => adapter],
  ['Start to first loss', ({ startToLoss }) => startToLoss],
  ['navigation to first loss', ({ toLoss }) => toLoss],
];

await runScript(async () => {
  const { site, repeats } = parseArgs({
    options: { site: { type: 'string' }, repeats: { type: 'string', default: '3' } },
  }).values;
  const folder = mkdtempSync(join(tmpdir(), 'loglog-start-'));
  try {
    const outDir = site ?? folder;
    if (site === undefined)
      await build({ root: ROOT, logLevel: 'error', build: { outDir, emptyOutDir: true } });
    const server = await preview({
      root: ROOT,
      logLevel: 'error',
      build: { outDir },
      preview: { port: 0, host: '127.0.0.1' },
    });
    const browser = await chromium.launch(launchOptions((await findBrowser()).path));
    const address = `${server.resolvedUrls?.local[0] ?? ''}${SWEEP}`;
    for (const slow of [false, true]) {
      const visits: Visit[] = [];
      for (let i = 0; i < Number(repeats); i++) visits.push(await visit(browser, address, slow));
      console.log(`${slow ? '1.6 Mbit/s, 150 ms' : 'no throttling'}, median of ${visits.length} visits, ms:`);
      for (const [words, of] of FIGURES) console.log(`  ${words}: ${median(visits.map(of)).toFixed(0)}`);
    }
    await browser.close();
    await server.close();
  } finally {
    rmSync(folder, { recursive: true });
  }
  return 0;
});

/** One visit with an empty cache. Start is pressed as soon as the adapter is known. */
async function visit(browser: Browser, address: string, slow: boolean): Promise<Visit> {
  const page = await browser.newPage({ reducedMotion: 'reduce' });
  try {
    const line = await page.context().newCDPSession(page);
    await line.send('Network.enable');
    if (slow) await line.send('Network.emulateNetworkConditions', SLOW);
    await page.goto(address, { waitUntil: 'commit' });
    await page.getByText('No GPU here').first().waitFor(PATIENCE);
    const adapter = await now(page);
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    const start = await now(page);
    // Speed is shown with the first losses.
    await page
      .getByText(/\d steps\/s/)
      .first()
      .waitFor(PATIENCE);
    const loss = await now(page);
    const paint = await page.evaluate(
      () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN,
    );
    return { paint, adapter, startToLoss: loss - start, toLoss: loss };
  } finally {
    await page.close();
  }
}

/** Milliseconds since the navigation began. */
function now(page: Page): Promise<number> {
  return page.evaluate(() => performance.now());
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN;
}
