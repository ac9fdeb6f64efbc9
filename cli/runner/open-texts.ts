import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { ROOT } from '../../scripts/set-up.mjs';

/** Where the folder of the page's texts lies: the address against which plans name it. */
export const TEXTS_BASE = pathToFileURL(join(ROOT, 'public/')).href;

/** Lets the engine, which fetches the page's texts, read them from this machine's disk. Other addresses are fetched as before. */
export function openTexts(): void {
  const { fetch: fetchFarther } = globalThis;
  globalThis.fetch = async (address, options) => {
    const url = address instanceof Request ? address.url : String(address);
    if (!url.startsWith('file:')) return fetchFarther(address, options);
    const file = fileURLToPath(url);
    if (!existsSync(file)) return new Response(null, { status: 404, statusText: 'no such file' });
    return new Response(new Uint8Array(await readFile(file)));
  };
}
