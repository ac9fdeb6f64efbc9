import { join } from 'node:path';
import { ROOT } from '../../scripts/set-up.mjs';

/** @typedef {<Module>(path: string) => Promise<Module>} Load */

/** A module of src/laws, as Vite gives it to the page. @type {Load} */
export async function loadLaws(path) {
  const { runnerImport } = await import('vite');
  const { module } = await runnerImport(join(ROOT, 'src/laws', path), {
    root: ROOT,
    configFile: false,
    logLevel: 'error',
  });
  return module;
}
