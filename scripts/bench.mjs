// npm run bench [-- --json] [-- --hardware]: times training steps in headless Chromium, on its software adapter or, with
// --hardware, on the machine's own.
import { launchOptions } from './browser-flags.mjs';
import { findBrowser } from './find-browser.mjs';
import { runScript } from './run-script.mjs';
import { ROOT, setUp } from './set-up.mjs';

await runScript(async () => {
  setUp();
  const options = process.argv.slice(2);
  const unknown = options.find((option) => !['--json', '--hardware'].includes(option));
  if (unknown) throw new Error(`bench takes --json and --hardware, not ${unknown}`);
  const result = await bench(options.includes('--hardware') ? 'hardware' : 'software');
  console.log(options.includes('--json') ? JSON.stringify(result, null, 2) : table(result));
  return 0;
});

/**
 * @param {'software' | 'hardware'} adapter
 * @returns {Promise<import('../bench/main.ts').BenchResult>}
 */
async function bench(adapter) {
  const [{ createServer }, { chromium }, { path }] = await Promise.all([
    import('vite'),
    import('playwright'),
    findBrowser(),
  ]);
  const server = await createServer({ root: ROOT, logLevel: 'error', server: { port: 0 } });
  await server.listen();
  const browser = await chromium.launch(launchOptions(path, adapter));
  try {
    const page = await browser.newPage();
    const failed = new Promise((_, reject) => page.on('pageerror', reject));
    await page.goto(new URL('bench/', server.resolvedUrls?.local[0]).href);
    await page.waitForFunction(() => 'bench' in window);
    return await Promise.race([page.evaluate(() => window.bench()), failed]);
  } finally {
    await browser.close();
    await server.close();
  }
}

/** @param {import('../bench/main.ts').BenchResult} result */
function table({ adapter, deviceMilliseconds, steps }) {
  const head = [
    'd/L',
    'ms/step',
    'fastest',
    'tokens/s',
    'GFLOP/s',
    'dispatches/step',
    'submits/step',
    'first step ms',
  ];
  const rows = steps.map((times) => [
    `${times.width}/${times.layers}`,
    times.millisecondsPerStep.toFixed(2),
    times.fastestMillisecondsPerStep.toFixed(2),
    times.tokensPerSecond.toFixed(0),
    times.gigaflopsPerSecond.toFixed(2),
    times.dispatchesPerStep.toString(),
    times.submitsPerStep.toPrecision(3),
    times.firstStepMilliseconds.toFixed(0),
  ]);
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column].length)));
  const lines = [head, ...rows].map((row) =>
    row.map((cell, column) => cell.padStart(widths[column])).join('  '),
  );
  const kind = adapter.software ? 'software: says nothing of a GPU' : 'hardware';
  return [`${adapter.name} (${kind}); device open after ${deviceMilliseconds.toFixed(0)} ms`, ...lines].join(
    '\n',
  );
}
