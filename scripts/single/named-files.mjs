import { readFileSync } from 'node:fs';
import { relative, sep } from 'node:path';
import { ROOT } from '../set-up.mjs';

/**
 * Lets the address of a file that the page loads be its name within the document, and collects these files.
 *
 * @param {Map<string, Buffer>} files by their names
 * @returns {import('vite').Plugin}
 */
export function namedFiles(files) {
  return {
    name: 'named-files',
    enforce: 'pre',
    load(id) {
      if (!id.endsWith('?url')) return undefined;
      const path = id.slice(0, -'?url'.length);
      const name = relative(ROOT, path).split(sep).join('/');
      files.set(name, readFileSync(path));
      return `export default ${JSON.stringify(name)};`;
    },
  };
}
