import { join } from 'node:path';
import { build } from 'vite';
import { ROOT } from '../set-up.mjs';
import { inlinedWorkers } from './inlined-workers.mjs';
import { namedFiles } from './named-files.mjs';
import { twins } from './twins.mjs';

/** `import()` does not work in a page from a disk: what is imported later is in the same script. */
const oneScript = { output: { codeSplitting: /** @type {const} */ (false) } };

/**
 * The script of the whole page, its styles, and the files that it loads.
 *
 * @returns {Promise<{ script: string, styles: string, files: Map<string, Buffer> }>}
 */
export async function bundlePage() {
  /** @type {Map<string, Buffer>} */
  const files = new Map();
  const output = await built({
    root: ROOT,
    configFile: join(ROOT, 'vite.config.ts'),
    publicDir: false,
    plugins: [twins(), inlinedWorkers(), namedFiles(files)],
    build: { rolldownOptions: oneScript, cssCodeSplit: false, chunkSizeWarningLimit: Infinity },
    // From a disk a browser starts no worker that is a module, and does not say so.
    worker: { format: 'iife', plugins: () => [twins()], rolldownOptions: oneScript },
  });
  const styles = output.flatMap((file) =>
    file.type === 'asset' && file.fileName.endsWith('.css') ? [String(file.source)] : [],
  );
  return { script: onlyScript(output), styles: styles.join('\n'), files };
}

/** The script that unpacks the script of the page. */
export async function bundleUnpacker() {
  const input = join(ROOT, 'src/single/unpack.ts');
  const output = await built({
    root: ROOT,
    configFile: false,
    publicDir: false,
    build: { rolldownOptions: { input, ...oneScript }, modulePreload: { polyfill: false } },
  });
  return onlyScript(output);
}

/** @typedef {import('vite').Rolldown.OutputChunk | import('vite').Rolldown.OutputAsset} OutputFile */

/** @param {import('vite').InlineConfig} config @returns {Promise<OutputFile[]>} */
async function built(config) {
  const options = {
    ...config,
    logLevel: /** @type {const} */ ('error'),
    build: { ...config.build, write: false },
  };
  const result = await build(options);
  if (Array.isArray(result) || !('output' in result))
    throw new Error('Vite built something else than one page');
  return result.output;
}

/** @param {OutputFile[]} output */
function onlyScript(output) {
  const scripts = output.flatMap((file) => (file.type === 'chunk' ? [file.code] : []));
  const [script] = scripts;
  if (script === undefined || scripts.length > 1)
    throw new Error(`one script is needed, not ${scripts.length}`);
  return script;
}
