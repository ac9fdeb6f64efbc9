// npm run record:database: trains two tiny models in Chromium, pauses the second, and writes the page's database to
// test/fixtures/databases, under its version. Run it before that version changes.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { runScript } from '../scripts/run-script.mjs';
import { ROOT } from '../scripts/set-up.mjs';
import { dumpDatabase } from '../test/harness/page/database-dump.ts';
import { fillSettings, Site, TINY_SWEEP } from '../test/harness/page/site.ts';

const PAUSED = /Width 12: paused/;

await runScript(async () => {
  const site = await Site.open();
  try {
    const page = await site.visit();
    await fillSettings(page, { ...TINY_SWEEP, widths: '8, 12', tokens: '32,000' });
    await page.getByRole('button', { name: 'Start' }).click();
    await page.getByText(/Width 12: (training, |evaluating after )step [1-9]/).waitFor();
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByText(PAUSED).waitFor();
    // The page saves a checkpoint soon after a pause.
    await page.waitForTimeout(3000);
    const dump = await dumpDatabase(page);
    const file = join(ROOT, 'test/fixtures/databases', `version-${dump.version}.json.gz`);
    await writeFile(file, gzipSync(JSON.stringify(dump), { level: 9 }));
    console.log(`Wrote ${file}`);
    return 0;
  } finally {
    await site.close();
  }
});
