// Serves the page's files to tests in Node. Opens no browser.
import { createServer } from 'vite';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** The address of the page's files: what `location` is in a browser. */
    pageAddress: string;
  }
}

/** Serves the page's files on loopback for tests that load a text like the page does. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  // No test loads a module from this server, so Vite need not prepare packages.
  const optimizeDeps = { noDiscovery: true };
  const server = await createServer({ logLevel: 'error', optimizeDeps, server: { port: 0, watch: null } });
  await server.listen();
  project.provide('pageAddress', server.resolvedUrls?.local[0] ?? '');
  return () => server.close();
}
