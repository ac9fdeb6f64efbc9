// Builds the page as one file, as a person does, in a folder of its own. Opens no browser.
import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** The page as one file on this machine's disk. */
export class SingleFile {
  private constructor(private readonly folder: string) {}

  static async build(): Promise<SingleFile> {
    const folder = await mkdtemp(join(tmpdir(), 'loglog-single-'));
    const file = new SingleFile(folder);
    // Vitest names another environment, in which packages would warn of themselves.
    const env = { ...process.env, NODE_ENV: 'production' };
    const args = [join(root, 'scripts/single/build-single.mjs'), '--out', file.path];
    const { status, stderr } = spawnSync(process.execPath, args, { env, encoding: 'utf8' });
    if (status !== 0) throw new Error(`the file was not built: ${stderr}`);
    return file;
  }

  private get path(): string {
    return join(this.folder, 'loglog.html');
  }

  /** Its address, which begins with `file:`. */
  get address(): string {
    return pathToFileURL(this.path).href;
  }

  read(): Promise<string> {
    return readFile(this.path, 'utf8');
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }
}
