import { join } from 'node:path';
import { ROOT } from '../set-up.mjs';

const START =
  /new Worker\(\s*new URL\('([^']+)', import\.meta\.url\),\s*\{\s*type: 'module',?\s*\}\s*,?\s*\)/;

/**
 * Puts the script of each worker into the script of the page, which starts the worker from a Blob.
 *
 * @returns {import('vite').Plugin}
 */
export function inlinedWorkers() {
  return {
    name: 'inlined-workers',
    enforce: 'pre',
    transform(code, id) {
      if (!id.startsWith(join(ROOT, 'src')) || !code.includes('new Worker(')) return undefined;
      const script = START.exec(code)?.[1];
      if (script === undefined)
        throw new Error(`${id} starts a worker in a way that cannot be put into one file`);
      const imports = [
        `import InlinedWorker from '${script}?worker&inline';`,
        `import { startWithin } from '${join(ROOT, 'src/single/start-within.ts')}';`,
      ];
      const started = code.replace(START, 'startWithin(new InlinedWorker())');
      return { code: `${imports.join('')}${started}`, map: null };
    },
  };
}
