// Builds the page and serves it. Opens no browser.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, preview, type PreviewServer } from 'vite';

/** The built page, served on this machine. */
export class BuiltSite {
  private constructor(
    private readonly server: PreviewServer,
    private readonly folder: string,
  ) {}

  static async open(): Promise<BuiltSite> {
    const folder = await mkdtemp(join(tmpdir(), 'loglog-built-'));
    const root = fileURLToPath(new URL('../../..', import.meta.url));
    await build({ root, logLevel: 'error', build: { outDir: folder, emptyOutDir: true } });
    const server = await preview({
      root,
      logLevel: 'error',
      build: { outDir: folder },
      preview: { port: 0, host: '127.0.0.1' },
    });
    return new BuiltSite(server, folder);
  }

  /** The page's address, with a name that browsers treat as a secure context. */
  get address(): string {
    const { port } = new URL(this.server.resolvedUrls?.local[0] ?? '');
    return `http://localhost:${port}/`;
  }

  async close(): Promise<void> {
    await this.server.close();
    await rm(this.folder, { recursive: true, force: true });
  }
}
