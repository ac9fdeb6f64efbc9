import { defineConfig } from 'vitest/config';
import { findFirefox } from './scripts/machine/find-firefox.mjs';
import { stockFirefox } from './test/harness/firefox/stock-firefox.ts';
import { goldenCommands } from './test/harness/engine/golden-commands.ts';

const seconds = 1000;

/** The kernels in Firefox, whose shader compiler is naga. */
export default defineConfig({
  optimizeDeps: { entries: ['test/shaders/**/*.test.ts'] },
  test: {
    name: 'firefox',
    include: ['test/shaders/**/*.test.ts'],
    provide: { full: true, adapterFeatures: ['timestamp-query'], slowCompiler: true, everyStep: false },
    silent: 'passed-only',
    slowTestThreshold: 60 * seconds,
    // LLVM takes tens of seconds for one long kernel.
    testTimeout: 300 * seconds,
    hookTimeout: 120 * seconds,
    fileParallelism: false,
    browser: {
      enabled: true,
      api: { host: '127.0.0.1' },
      headless: true,
      screenshotFailures: false,
      commands: goldenCommands,
      provider: stockFirefox(findFirefox()),
      instances: [{ browser: 'firefox' }],
    },
  },
});
