// npm run bench:peers: trains the same model with Loglog, jax-js and TensorFlow.js by turns, in one headless Chromium.
// After `--`:
//   --shapes 32/2,64/4  only these widths and layers
//   --peers jax-js      only beside this one; on a software adapter TensorFlow.js takes most of the time
//   --json              for machines
//   --hardware          on the machine's own adapter instead of the software one
import { join } from 'node:path';
import { inBenchPage } from './page.mjs';
import { pickNamed, readPeersOptions } from './peers-options.mjs';
import { peersTable } from './peers-table.mjs';
import { runScript } from '../../scripts/run-script.mjs';
import { ROOT, setUp } from '../../scripts/set-up.mjs';

const FOLDER = 'bench/peers/';

await runScript(async () => {
  const { json, hardware, ...asked } = readPeersOptions(process.argv.slice(2));
  setUp();
  setUp(join(ROOT, FOLDER));
  const adapter = hardware ? 'hardware' : 'software';
  const cache = `${FOLDER}node_modules/.vite`;
  const result = await inBenchPage({ folder: FOLDER, adapter, cache }, (page) => comparePeers(page, asked));
  console.log(json ? JSON.stringify(result, null, 2) : peersTable(result));
  return 0;
});

/**
 * @param {import('playwright').Page} page
 * @param {{ shapes?: string | undefined, peers?: string | undefined }} asked
 * @returns {Promise<import('../../bench/peers/compare.ts').PeersResult>}
 */
async function comparePeers(page, { shapes, peers }) {
  await page.waitForFunction(() => 'peers' in window);
  const known = await page.evaluate(() => ({ sizes: window.peers.sizes, names: window.peers.names }));
  const sizes = pickNamed('--shapes', shapes, known.sizes, ({ width, layers }) => `${width}/${layers}`);
  const names = pickNamed('--peers', peers, known.names, (name) => name);
  const adapter = await page.evaluate(() => window.peers.adapter());
  const comparisons = [];
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

/** @param {import('../../bench/peers/compare.ts').Comparison} comparison */
function progressLine({ width, layers, times }) {
  const each = times.map(
    ({ name, millisecondsPerStep, ratio }) =>
      `${name} ${millisecondsPerStep.toFixed(1)} ms (× ${ratio.toFixed(2)})`,
  );
  return `${width}/${layers}: ${each.join(', ')}`;
}
