import { createServer } from 'vite';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the page's own files are served, as its `location` tells it in a browser. */
    pageAddress: string;
  }
}

/** Serves the page on loopback while tests run, for those that load a text as the page does. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  // Nobody loads a module from it: no package need be found and prepared.
  const optimizeDeps = { noDiscovery: true };
  const server = await createServer({ logLevel: 'error', optimizeDeps, server: { port: 0, watch: null } });
  await server.listen();
  project.provide('pageAddress', server.resolvedUrls?.local[0] ?? '');
  return () => server.close();
}
