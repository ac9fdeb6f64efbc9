import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, preview, type PreviewServer } from 'vite';

/** Builds the page as it is published and serves it on this machine. */
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

  /** Address of the page, with a host that browsers treat as a secure context. */
  get address(): string {
    const { port } = new URL(this.server.resolvedUrls?.local[0] ?? '');
    return `http://localhost:${port}/`;
  }

  async close(): Promise<void> {
    await this.server.close();
    await rm(this.folder, { recursive: true, force: true });
  }
}
