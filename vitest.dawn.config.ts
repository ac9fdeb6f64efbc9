import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const seconds = 1000;

/** The kernels and the engine in Node, through Dawn, on the adapter that `npm run test:dawn` chooses. */
export default defineConfig({
  resolve: {
    alias: { 'vitest/browser': fileURLToPath(new URL('test/harness/dawn/commands.ts', import.meta.url)) },
  },
  test: {
    name: 'dawn',
    environment: 'node',
    include: ['test/{dawn,engine,shaders}/**/*.test.ts'],
    globalSetup: 'test/harness/dawn/serve-page.ts',
    setupFiles: 'test/harness/dawn/set-up.ts',
    provide: {
      full: true,
      adapterFeatures: ['subgroups', 'timestamp-query'],
      slowCompiler: true,
      everyStep: false,
    },
    silent: 'passed-only',
    slowTestThreshold: 60 * seconds,
    // LLVM takes tens of seconds for one long kernel.
    testTimeout: 300 * seconds,
    hookTimeout: 120 * seconds,
    // Each file has its own process, which mostly waits for the one thread that compiles.
    maxWorkers: 2,
  },
});
