// npm run record:database: trains two tiny models in Chromium, the second not to its end, and writes what the page then
// keeps to test/fixtures/databases, under the version of its database. To be run before that version changes.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { runnerImport } from 'vite';
import { runScript } from './run-script.mjs';
import { ROOT, setUp } from './set-up.mjs';

const PAUSED = /Width 12: paused/;

await runScript(async () => {
  setUp();
  /** @type {{ module: typeof import('../test/harness/page/site.ts') }} */
  const { module: site } = await load('test/harness/page/site.ts');
  /** @type {{ module: typeof import('../test/harness/page/database-dump.ts') }} */
  const { module: database } = await load('test/harness/page/database-dump.ts');
  const opened = await site.Site.open();
  try {
    const page = await opened.visit();
    await site.fillSettings(page, { ...site.TINY_SWEEP, widths: '8, 12', tokens: '32,000' });
    await page.getByRole('button', { name: 'Start' }).click();
    await page.getByText(/Width 12: (training, |evaluating after )step [1-9]/).waitFor();
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByText(PAUSED).waitFor();
    // A pause keeps a checkpoint soon after.
    await page.waitForTimeout(3000);
    const dump = await database.dumpDatabase(page);
    const file = join(ROOT, 'test/fixtures/databases', `version-${dump.version}.json.gz`);
    await writeFile(file, gzipSync(JSON.stringify(dump), { level: 9 }));
    console.log(`Wrote ${file}`);
    return 0;
  } finally {
    await opened.close();
  }
});

/** @param {string} path */
function load(path) {
  return runnerImport(join(ROOT, path), { root: ROOT, configFile: false, logLevel: 'error' });
}
