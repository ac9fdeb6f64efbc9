// npm run bench:peers: trains the same model with Loglog, jax-js and TensorFlow.js by turns, in one headless Chromium.
// After `--`:
//   --shapes 32/2,lstm-32/1  only these widths and layers, of a transformer or an LSTM
//   --peers jax-js      only beside this library; on a software adapter TensorFlow.js takes most of the time
//   --json              prints JSON
//   --hardware          on the machine's own adapter instead of the software one
import { join } from 'node:path';
import type { Page } from 'playwright';
import { sizeName, type Comparison, type PeersResult } from '../../bench/peers/compare.ts';
import { runScript } from '../../scripts/run-script.mjs';
import { ROOT, setUp } from '../../scripts/set-up.mjs';
import { inBenchPage } from './page.ts';
import { pickNamed, readPeersOptions } from './peers-options.ts';
import { peersTable } from './peers-table.ts';

const FOLDER = 'bench/peers/';

await runScript(async () => {
  const { json, hardware, ...asked } = readPeersOptions(process.argv.slice(2));
  setUp(join(ROOT, FOLDER));
  const adapter = hardware ? 'hardware' : 'software';
  const cache = `${FOLDER}node_modules/.vite`;
  const result = await inBenchPage({ folder: FOLDER, adapter, cache }, (page) => comparePeers(page, asked));
  console.log(json ? JSON.stringify(result, null, 2) : peersTable(result));
  return 0;
});

async function comparePeers(
  page: Page,
  { shapes, peers }: { shapes?: string | undefined; peers?: string | undefined },
): Promise<PeersResult> {
  await page.waitForFunction(() => 'peers' in window);
  const known = await page.evaluate(() => ({ sizes: window.peers.sizes, names: window.peers.names }));
  const sizes = pickNamed('--shapes', shapes, known.sizes, sizeName);
  const names = pickNamed('--peers', peers, known.names, (name) => name);
  const adapter = await page.evaluate(() => window.peers.adapter());
  const comparisons: Comparison[] = [];
  for (const size of sizes) {
    const comparison = await page.evaluate((asked) => window.peers.compare(asked.size, asked.names), {
      size,
      names,
    });
    console.error(progressLine(comparison));
    comparisons.push(comparison);
  }
  return { adapter, comparisons };
}

function progressLine(comparison: Comparison): string {
  const each = comparison.times.map(
    ({ name, millisecondsPerStep, ratio }) =>
      `${name} ${millisecondsPerStep.toFixed(1)} ms (× ${ratio.toFixed(2)})`,
  );
  return `${sizeName(comparison)}: ${each.join(', ')}`;
}
