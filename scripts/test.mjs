// The tests of Loglog. Everything after the first word goes to Vitest: filters by file name, and options.
//   npm test                   the daily tier; files that are named run in full
//   npm run test:all           --all         the full tier, in Node and in a browser
//   npm run test:durability    --durability  the page through reloads, other tabs, a full disk and a lost GPU
//   npm run test:dawn          --dawn        the kernels and the engine in Node, through Dawn on lavapipe
//   npm run test:slurm         --slurm       a sweep by an array of a real Slurm on this machine, as root
//   npm run test:torch         --torch       runs that go to PyTorch and come back, on lavapipe and Debian's PyTorch
//   npm run test:firefox       --firefox     the kernels, and the page as one file, in an installed Firefox, on
//                                            lavapipe where it reaches adapters through Vulkan
//   npm run test:crashes       --crashes     ends pages and GPU processes at random moments of sweeps, then reads what
//                                            was kept: --pages N (50), --gpus N (10), --seed N (of the moments)
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { findBrowser } from './machine/find-browser.mjs';
import { findFirefox } from './machine/find-firefox.mjs';
import { lavapipeEnvironment } from './machine/find-lavapipe.mjs';
import { findSlurm } from './machine/find-slurm.mjs';
import { findTorch } from './machine/find-torch.mjs';
import { runScript } from './run-script.mjs';
import { runTool } from './run-tool.mjs';
import { ROOT, setUp } from './set-up.mjs';

/**
 * @typedef {object} Suite
 * @property {string} on what the tests run on
 * @property {string[]} args of Vitest
 * @property {NodeJS.ProcessEnv} env
 */

/** @type {Record<string, (args: string[]) => Suite | Promise<Suite>>} */
const SUITES = {
  '--all': (args) => inBrowser(args, { TEST_TIER: 'full' }),
  '--durability': (args) => inBrowser(['--config', 'vitest.durability.config.ts', ...args]),
  '--dawn': inDawn,
  '--firefox': inFirefox,
  '--slurm': inSlurm,
  '--torch': inTorch,
  '--crashes': (args) => {
    const moments = momentsOfCrashes(args);
    const files = ['--silent=false', 'test/durability/crashes.test.ts'];
    console.log(`Crashes of seed ${moments['CRASH_SEED']}`);
    return inBrowser(['--config', 'vitest.durability.config.ts', ...files], moments);
  },
};

await runScript(async () => {
  const [first = '', ...rest] = process.argv.slice(2);
  const named = SUITES[first];
  setUp();
  const { on, args, env } = named ? await named(rest) : await daily(process.argv.slice(2));
  console.log(`Testing ${on}`);
  const { code } = await runTool('vitest', ['run', ...args], { env });
  return code;
});

/**
 * The tests of the daily tier. All tests run in the files that the arguments name, and in all files if the environment
 * asks for more of the recorded runs.
 *
 * @param {string[]} args
 */
async function daily(args) {
  const { parseCLI } = await import('vitest/node');
  const { filter } = parseCLI(['vitest', 'run', ...args]);
  const { GOLDEN_DIR, EVERY_STEP } = process.env;
  const full = filter.length > 0 || GOLDEN_DIR || EVERY_STEP === '1';
  return inBrowser(args, { TEST_TIER: full ? 'full' : 'daily' });
}

/** @param {string[]} args @param {NodeJS.ProcessEnv} [further] @returns {Promise<Suite>} */
async function inBrowser(args, further = {}) {
  const { path } = await findBrowser();
  return { on: `in ${path}`, args, env: { ...process.env, ...further, CHROME_PATH: path } };
}

/** @param {string[]} args @returns {Suite} */
function inDawn(args) {
  setUp(join(ROOT, 'dawn'));
  const env = lavapipeEnvironment();
  return { on: `on ${env['VK_ICD_FILENAMES']}`, args: ['--config', 'vitest.dawn.config.ts', ...args], env };
}

/** @param {string[]} args @returns {Suite} */
function inSlurm(args) {
  setUp(join(ROOT, 'dawn'));
  findSlurm();
  const env = lavapipeEnvironment();
  return {
    on: `in Slurm, on ${env['VK_ICD_FILENAMES']}`,
    args: ['--config', 'vitest.slurm.config.ts', ...args],
    env,
  };
}

/** @param {string[]} args @returns {Promise<Suite>} */
async function inTorch(args) {
  setUp(join(ROOT, 'dawn'));
  const python = findTorch();
  const { path } = await findBrowser();
  const adapter = lavapipeEnvironment();
  return {
    on: `with ${python}, on ${adapter['VK_ICD_FILENAMES']}`,
    args: ['--config', 'vitest.torch.config.ts', ...args],
    env: { ...adapter, TORCH_PYTHON: python, CHROME_PATH: path },
  };
}

/** @param {string[]} args @returns {Suite} */
function inFirefox(args) {
  const path = findFirefox();
  // Vectors of four numbers shorten LLVM's work by a third. They change nothing else, because no kernel here needs
  // subgroups.
  const narrow = { LP_NATIVE_VECTOR_WIDTH: '128' };
  const adapter = process.platform === 'linux' ? { ...lavapipeEnvironment(), ...narrow } : process.env;
  const env = { ...adapter, FIREFOX_PATH: path };
  return { on: `in ${path}`, args: ['--config', 'vitest.firefox.config.ts', ...args], env };
}

/** The environment that the tests of crashes read. @param {string[]} args @returns {Record<string, string>} */
function momentsOfCrashes(args) {
  const option = /** @type {const} */ ({ type: 'string' });
  const { pages, gpus, seed } = parseArgs({
    args,
    options: { pages: option, gpus: option, seed: option },
  }).values;
  const moments = {
    PAGE_CRASHES: pages ?? '50',
    GPU_CRASHES: gpus ?? '10',
    CRASH_SEED: seed ?? String(Date.now() % 2 ** 31),
  };
  for (const [name, value] of Object.entries(moments)) {
    if (!/^\d{1,10}$/.test(value)) throw new Error(`${name} must be a whole number: ${value}`);
  }
  return moments;
}
