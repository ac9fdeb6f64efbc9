// npm run test:crashes: ends pages and GPUs at random moments of sweeps, and looks at what was kept. After `--`:
//   --pages N   pages to end, 50 unless said otherwise
//   --gpus N    GPUs to lose in one sweep, 10 unless said otherwise
//   --seed N    of the moments; another one each time unless said otherwise
import { parseArgs } from 'node:util';
import { findBrowser } from './machine/find-browser.mjs';
import { runScript } from './run-script.mjs';
import { runTool } from './run-tool.mjs';
import { setUp } from './set-up.mjs';

await runScript(async () => {
  const option = /** @type {const} */ ({ type: 'string' });
  const { pages, gpus, seed } = parseArgs({ options: { pages: option, gpus: option, seed: option } }).values;
  const asked = {
    PAGE_CRASHES: pages ?? '50',
    GPU_CRASHES: gpus ?? '10',
    CRASH_SEED: seed ?? String(Date.now() % 2 ** 31),
  };
  for (const [name, value] of Object.entries(asked)) {
    if (!/^\d{1,10}$/.test(value)) throw new Error(`${name} must be a whole number: ${value}`);
  }
  setUp();
  const { path } = await findBrowser();
  console.log(`Crashing ${path}, seed ${asked.CRASH_SEED}`);
  const args = [
    'run',
    '--config',
    'vitest.durability.config.ts',
    '--silent=false',
    'test/durability/crashes.test.ts',
  ];
  const { code } = await runTool('vitest', args, { env: { ...process.env, ...asked, CHROME_PATH: path } });
  return code;
});
