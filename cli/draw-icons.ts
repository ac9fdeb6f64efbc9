// npm run icons: draws public/icon.svg in the sizes that browsers ask of a page that can be installed, as
// public/icon-192.png and public/icon-512.png.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { launchOptions } from '../scripts/machine/browser-flags.mjs';
import { findBrowser } from '../scripts/machine/find-browser.mjs';
import { runScript } from '../scripts/run-script.mjs';
import { ROOT } from '../scripts/set-up.mjs';

/** CSS pixels of a side. */
const SIZES = [192, 512];

await runScript(async () => {
  const icon = readFileSync(join(ROOT, 'public/icon.svg'), 'utf8');
  const browser = await chromium.launch(launchOptions((await findBrowser()).path));
  try {
    for (const size of SIZES) {
      const page = await browser.newPage({ viewport: { width: size, height: size } });
      await page.setContent(`<style>body { margin: 0 } svg { display: block }</style>${icon}`);
      await page.screenshot({ path: join(ROOT, `public/icon-${size}.png`), omitBackground: true });
    }
  } finally {
    await browser.close();
  }
  return 0;
});
