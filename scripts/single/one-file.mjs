import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipAsync } from '@gfx/zopfli';
import { runnerImport } from 'vite';
import { ROOT } from '../set-up.mjs';
import { bundlePage, bundleUnpacker } from './bundle.mjs';

/** How long the file may be, so that it can be sent as an attachment and opened at once. */
const MOST_BYTES = 3_000_000;

/** More take longer and save next to nothing. */
const ITERATIONS = 5;

/**
 * The page as one HTML file. Scripts, recordings and texts lie within, packed: of the texts and of the recordings of further
 * experiments as many as there is room for.
 *
 * @returns {Promise<string>}
 * @throws if there is no room for the text of the default experiment
 */
export async function oneFile() {
  const { isAlwaysHeld, textsToHold } = await heldFiles();
  const { script, styles, files } = await bundlePage();
  // In the order of names, because Vite loads them in any order.
  const sorted = [...files.set('page.js', Buffer.from(script))].sort(([a], [b]) => (a < b ? -1 : 1));
  const always = [];
  const recordings = [];
  for (const [name, content] of sorted) {
    const block = blockOf(`${name}.gz`, await gzipped(content));
    if (isAlwaysHeld(name)) always.push(block);
    else recordings.push({ block, needed: false });
  }
  const page = framed(
    readFileSync(join(ROOT, 'index.html'), 'utf8'),
    styles,
    always.join(''),
    await bundleUnpacker(),
  );
  const { first, rest } = textsToHold();
  const smallest = recordings.sort((a, b) => a.block.length - b.block.length);
  const room = MOST_BYTES - Buffer.byteLength(page(''));
  return page(within(room, [...first.map(textBlocks), ...smallest, ...rest.map(textBlocks)]));
}

/** @returns {Promise<typeof import('../../src/single/files-to-hold.ts')>} */
async function heldFiles() {
  const file = join(ROOT, 'src/single/files-to-hold.ts');
  /** @type {{ module: typeof import('../../src/single/files-to-hold.ts') }} */
  const { module } = await runnerImport(file, { root: ROOT, configFile: false, logLevel: 'error' });
  return module;
}

/**
 * The frame of the page, which waits for its texts.
 *
 * @param {string} html of the served page
 * @param {string} styles
 * @param {string} blocks
 * @param {string} unpacker the only script that is not packed
 * @returns {(texts: string) => string}
 */
function framed(html, styles, blocks, unpacker) {
  const icon = readFileSync(join(ROOT, 'public/icon.svg')).toString('base64');
  /** @type {[from: string | RegExp, to: string][]} */
  const changes = [
    [/content="\s*default-src[^"]*"/, `content="${policy(unpacker)}"`],
    ['href="./icon.svg"', `href="data:image/svg+xml;base64,${icon}"`],
    // Nobody installs a page from a disk.
    ['    <link rel="apple-touch-icon" href="./icon-192.png" />\n', ''],
    ['    <link rel="manifest" href="./manifest.webmanifest" />\n', ''],
    ['<link rel="stylesheet" href="./src/page/theme.css" />', `<style>${styles}</style>`],
    ['<script type="module" src="./src/page/main.ts"></script>', ''],
  ];
  const frame = changes.reduce((text, [from, to]) => replaced(text, from, to), html);
  return (texts) =>
    replaced(frame, '</body>', `${blocks}${texts}<script type="module">${unpacker}</script></body>`);
}

/** @param {string} unpacker */
function policy(unpacker) {
  const hash = createHash('sha256').update(unpacker).digest('base64');
  return [
    "default-src 'none'",
    `script-src 'sha256-${hash}' blob:`,
    'worker-src blob:',
    'img-src data:',
    "style-src 'unsafe-inline'",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types default lit-html unpack',
  ].join('; ');
}

/**
 * The blocks that fit into `room` bytes, in their order.
 *
 * @param {number} room
 * @param {{ block: string, needed: boolean }[]} blocks
 */
function within(room, blocks) {
  let held = '';
  for (const { block, needed } of blocks) {
    if (held.length + block.length <= room) held += block;
    else if (needed) throw new Error(`the file would be ${held.length + block.length - room} bytes too long`);
  }
  return held;
}

/** @param {import('../../src/single/files-to-hold.ts').TextGroup} group */
function textBlocks({ files, needed }) {
  return { block: files.map((name) => blockOf(`corpora/${name}`, packed(name))).join(''), needed };
}

/** @param {string} name */
function packed(name) {
  return readFileSync(join(ROOT, 'public/corpora', name));
}

/** Packs a twentieth smaller than gzip does. @param {Uint8Array} content */
async function gzipped(content) {
  return Buffer.from(await gzipAsync(content, { numiterations: ITERATIONS }));
}

/** An element that holds a packed file. Browsers do not run it. @param {string} name @param {Buffer} content */
function blockOf(name, content) {
  return `<script type="application/gzip;base64" data-file="${name}">${content.toString('base64')}</script>\n`;
}

/** @param {string} text @param {string | RegExp} from @param {string} to */
function replaced(text, from, to) {
  const parts = text.split(from);
  if (parts.length !== 2)
    throw new Error(`index.html must hold ${from} once, and holds it ${parts.length - 1} times`);
  return parts.join(to);
}
