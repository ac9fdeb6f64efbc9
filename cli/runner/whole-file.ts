import { randomUUID } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { errorWords } from '../../src/laws/refusal.ts';
import { diskEnd, Ended, EXIT } from './exit.ts';

const PART = '.tmp';

/**
 * Writes a file that is either all there or not there: under another name, on the disk, then renamed. A process that ends at
 * any moment leaves at most a part with another name.
 *
 * @throws {Ended} with a sentence if the disk is full or may not be written
 */
export async function writeWhole(file: string, content: string | readonly Uint8Array[]): Promise<void> {
  const folder = dirname(file);
  const part = `${file}.${randomUUID()}${PART}`;
  try {
    const handle = await open(part, 'wx');
    try {
      for (const piece of typeof content === 'string' ? [Buffer.from(content)] : content)
        await handle.writeFile(piece);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(part, file);
    await syncFolder(folder);
  } catch (error) {
    await rm(part, { force: true }).catch(() => {});
    throw diskEnd(error, folder);
  }
}

/** Makes a folder and those above it. @throws {Ended} with a sentence if it cannot be made */
export async function makeFolder(folder: string): Promise<void> {
  await madeWithParents(folder).catch((error: unknown) => {
    const end = diskEnd(error, folder);
    if (end !== error) throw end;
    throw new Ended(EXIT.disk, `${folder} cannot be made: ${errorWords(error)}`, { cause: error });
  });
}

/**
 * Node's own `recursive` never ends where a folder is there and refuses new ones as if it were not, as `/proc` does.
 * @throws the system's error
 */
async function madeWithParents(folder: string): Promise<void> {
  const parent = dirname(folder);
  if (!existsSync(folder) && parent !== folder && !existsSync(parent)) await madeWithParents(parent);
  await mkdir(folder).catch((error: unknown) => {
    // Another process may have made it meanwhile.
    if (!existsSync(folder) || !statSync(folder).isDirectory()) throw error;
  });
}

/** Removes what a process left behind that ended while it wrote. Nobody else may be writing into the folder. */
export async function removeParts(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names) if (name.endsWith(PART)) await rm(join(folder, name), { force: true });
}

/** Makes the new name last, too. Some systems cannot open a folder, and need not. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => undefined);
  try {
    await handle?.sync();
  } catch {
    // The file itself is on the disk.
  } finally {
    await handle?.close();
  }
}
