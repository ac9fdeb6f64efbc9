import { join, relative, sep } from 'node:path';
import { ROOT } from '../set-up.mjs';

/** Modules of which the page of one file has another version. */
const TWINS = new Map([
  ['src/page-file.ts', 'src/single/page-file.ts'],
  ['src/lab/plan/text-supply.ts', 'src/single/text-supply.ts'],
  ['src/page/offline-later.ts', 'src/single/offline-later.ts'],
  ['src/page/kit/allow-own-scripts.ts', 'src/single/allow-own-scripts.ts'],
]);

/**
 * Replaces the modules that a page of one file cannot use by their twins.
 *
 * @returns {import('vite').Plugin}
 */
export function twins() {
  return {
    name: 'twins',
    enforce: 'pre',
    async resolveId(source, importer, options) {
      const found = await this.resolve(source, importer, { ...options, skipSelf: true });
      const twin = found && TWINS.get(relative(ROOT, found.id).split(sep).join('/'));
      return twin === null || twin === undefined ? found : join(ROOT, twin);
    },
  };
}
