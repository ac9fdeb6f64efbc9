// Builds the page and serves it. Opens no browser.
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, preview, type PreviewServer } from 'vite';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** The built page, served on this machine. */
export class BuiltSite {
  /** The page's address, with a name that browsers treat as a secure context. */
  readonly address: string;
  #serves = true;

  private constructor(
    private readonly server: PreviewServer,
    private readonly folder: string,
  ) {
    const { port, pathname } = new URL(server.resolvedUrls?.local[0] ?? '');
    this.address = `http://localhost:${port}${pathname}`;
  }

  /** @param base the path of the page's folder on the server */
  static async open(base = '/'): Promise<BuiltSite> {
    const folder = await mkdtemp(join(tmpdir(), 'loglog-built-'));
    await buildIn(folder);
    const server = await preview({
      root: ROOT,
      base,
      logLevel: 'error',
      build: { outDir: folder },
      preview: { port: 0, host: '127.0.0.1' },
    });
    return new BuiltSite(server, folder);
  }

  /** The paths of all files that are served, relative to the page's folder. */
  async files(): Promise<string[]> {
    const entries = await readdir(this.folder, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile())
      .map(({ name, parentPath }) => relative(this.folder, join(parentPath, name)).split(sep).join('/'));
  }

  /**
   * Serves another version in the place of this one, none of whose files is there any more but the page and its texts.
   * @param assetsDir the folder of its other files
   */
  async replace(assetsDir: string): Promise<void> {
    await buildIn(this.folder, assetsDir);
  }

  /** Stops the server. Nothing answers at the address any more. */
  async stop(): Promise<void> {
    if (this.#serves) await this.server.close();
    this.#serves = false;
  }

  async close(): Promise<void> {
    await this.stop();
    await rm(this.folder, { recursive: true, force: true });
  }
}

async function buildIn(outDir: string, assetsDir = 'assets'): Promise<void> {
  await build({ root: ROOT, logLevel: 'error', build: { outDir, assetsDir, emptyOutDir: true } });
}
