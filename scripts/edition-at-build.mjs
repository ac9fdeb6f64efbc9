import { runnerImport } from 'vite';

/**
 * Lets a built page contain the edition of its kernels as a constant, because the module that computes it imports the text
 * of every kernel.
 *
 * @returns {import('vite').Plugin}
 */
export function editionAtBuild() {
  return {
    name: 'edition-at-build',
    apply: 'build',
    enforce: 'pre',
    async transform(_, id) {
      if (!id.endsWith('/src/engine/ops/edition.ts')) return undefined;
      return { code: `export const edition = ${JSON.stringify(await editionOf(id))};`, map: null };
    },
  };
}

/**
 * The edition of the shaders. It leaves out what a build leaves out.
 *
 * @param {string} file
 * @returns {Promise<string>}
 */
async function editionOf(file) {
  /** @type {import('vite').InlineConfig} */
  const options = { configFile: false, logLevel: 'error' };
  /** @type {{ module: { edition: string } }} */
  const { module } = await runnerImport(file, options);
  return module.edition;
}
