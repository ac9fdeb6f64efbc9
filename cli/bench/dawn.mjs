import { join } from 'node:path';
import { ROOT, setUp } from '../../scripts/set-up.mjs';

/**
 * Measures the engine in this process, through Dawn, on the machine's own adapter: no browser takes part. Nobody reads
 * the JavaScript heap here.
 *
 * @param {Omit<import('../../bench/bench.ts').BenchSettings, 'readHeap'>} settings
 * @returns {Promise<import('../../bench/bench.ts').BenchResult>}
 */
export async function benchInDawn(settings) {
  setUp(join(ROOT, 'dawn'));
  /** @type {typeof import('../../dawn/offer-gpu.ts')} */
  const { offerGpu } = await load('dawn/offer-gpu.ts');
  /** @type {typeof import('../../bench/bench.ts')} */
  const { bench } = await load('bench/bench.ts');
  const withdrawGpu = offerGpu();
  try {
    return await bench(settings);
  } finally {
    withdrawGpu();
  }
}

/** A module as Vite gives it to a page: it may import shaders. @param {string} path */
async function load(path) {
  const { runnerImport } = await import('vite');
  const { module } = await runnerImport(join(ROOT, path), {
    root: ROOT,
    configFile: false,
    logLevel: 'error',
  });
  return module;
}
