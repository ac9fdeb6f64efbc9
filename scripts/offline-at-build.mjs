import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { build } from 'vite';

/** The most bytes that a visit may leave in a browser: the page, all its texts, and the recordings for which there is room. */
const MOST_BYTES = 8_000_000;

/** Without a network an experiment begins without its recording, except the one that a fresh page shows. */
const RECORDING = /\/recorded\/sweeps\/(?!widths\.json)/;

/** `assets/index-DUF057n_.js` */
const HASHED = /-[\w-]{8}\.(js|css|json)$/;

const WORKER = 'workers/offline/offline.sw.ts';

/**
 * Adds `offline.js` to a built page: the service worker, with the list of all files of this build. It is built by itself as one
 * classic script, because not every browser starts a service worker that is a module.
 *
 * @returns {import('vite').Plugin}
 */
export function offlineAtBuild() {
  /** @type {import('vite').ResolvedConfig} */
  let config;
  return {
    name: 'offline-at-build',
    apply: 'build',
    enforce: 'post',
    configResolved(resolved) {
      config = resolved;
    },
    generateBundle: {
      order: 'post',
      async handler(_, bundle) {
        // Without public files, what is built is no folder for a server.
        if (config.publicDir === '') return;
        const files = Object.values(bundle);
        const recordings = files.filter(isRecording);
        const built = files.filter((file) => !recordings.includes(file));
        const needed = [...built.map(builtFile), ...publicFiles(config.publicDir)];
        const list = listOf([
          ...needed,
          ...withRoom(recordings.map(builtFile), MOST_BYTES - bytesOf(needed)),
        ]);
        const source = await workerWith(list, config);
        this.emitFile({ type: 'asset', fileName: 'offline.js', source });
      },
    },
  };
}

/** @typedef {import('vite').Rollup.OutputBundle[string]} Built */

/** @param {Built} file */
function isRecording(file) {
  return file.type === 'asset' && file.originalFileNames.some((name) => RECORDING.test(name));
}

/** @param {Built} file */
function builtFile(file) {
  return fileOf(file.fileName, file.type === 'chunk' ? file.code : file.source);
}

/**
 * The smallest files that have room together.
 *
 * @param {BuiltFile[]} files
 * @param {number} room
 */
function withRoom(files, room) {
  const sorted = files.toSorted((a, b) => a.bytes - b.bytes);
  const fits = sorted.findIndex((_, index) => bytesOf(sorted.slice(0, index + 1)) > room);
  return fits === -1 ? sorted : sorted.slice(0, fits);
}

/** @param {BuiltFile[]} files */
function bytesOf(files) {
  return files.reduce((sum, { bytes }) => sum + bytes, 0);
}

/** @typedef {{ url: string, bytes: number, content: string | Uint8Array }} BuiltFile */

/**
 * @param {string} url
 * @param {string | Uint8Array} content
 * @returns {BuiltFile}
 */
function fileOf(url, content) {
  return { url, bytes: Buffer.byteLength(content), content };
}

/** @param {string} folder */
function publicFiles(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      const url = path
        .slice(folder.length + 1)
        .split(sep)
        .join('/');
      return fileOf(url, readFileSync(path));
    });
}

/**
 * @param {BuiltFile[]} all
 * @returns {import('../src/page/offline/offline-worker.ts').OfflineFiles}
 */
function listOf(all) {
  const total = bytesOf(all);
  if (total > MOST_BYTES)
    throw new Error(`the page and its texts take ${total} bytes, but browsers keep at most ${MOST_BYTES}`);
  const sorted = all.toSorted((a, b) => (a.url < b.url ? -1 : 1));
  /** @param {BuiltFile} file */
  const isText = ({ url }) => url.startsWith('corpora/');
  return {
    files: sorted.filter((file) => !isText(file)).map(keptFile),
    texts: sorted.filter(isText).map(({ url, bytes, content }) => ({
      url,
      bytes,
      sha256: sha256(content, 'hex'),
      textSha256: sha256(gunzipSync(content), 'hex'),
    })),
  };
}

/**
 * Some hosts write into pages, so index.html has no checksum that the browser checks.
 *
 * @param {BuiltFile} file
 */
function keptFile({ url, bytes, content }) {
  const integrity = url.endsWith('.html') ? {} : { integrity: `sha256-${sha256(content, 'base64')}` };
  // Names of Vite's have a hash of the content. Then the browser need not fetch again what the page has fetched.
  const revision = HASHED.test(url) ? null : sha256(content, 'hex');
  return { url, bytes, revision, ...integrity };
}

/**
 * @param {import('../src/page/offline/offline-worker.ts').OfflineFiles} list
 * @param {import('vite').ResolvedConfig} config
 */
async function workerWith(list, { root, build: { target } }) {
  const built = await build({
    root,
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    define: {
      OFFLINE_FILES: JSON.stringify(list),
      'process.env.NODE_ENV': '"production"',
    },
    build: {
      write: false,
      target,
      modulePreload: false,
      rolldownOptions: { input: join(root, WORKER), output: { format: 'iife' } },
    },
  });
  const [result] = [built].flat();
  if (result === undefined || !('output' in result)) throw new Error(`${WORKER} was not built`);
  return result.output[0].code;
}

/**
 * @param {string | Uint8Array} content
 * @param {'hex' | 'base64'} form
 */
function sha256(content, form) {
  return createHash('sha256').update(content).digest(form);
}
