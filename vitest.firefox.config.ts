import { defineConfig } from 'vitest/config';
import { findFirefox } from './scripts/machine/find-firefox.mjs';
import { stockFirefox } from './test/harness/firefox/stock-firefox.ts';
import { goldenCommands } from './test/harness/engine/golden-commands.ts';

const seconds = 1000;

/** What both projects share. LLVM takes tens of seconds for one long kernel. */
const patience = { testTimeout: 300 * seconds, hookTimeout: 120 * seconds, fileParallelism: false };

export default defineConfig({
  test: {
    silent: 'passed-only',
    slowTestThreshold: 60 * seconds,
    projects: [
      {
        optimizeDeps: { entries: ['test/shaders/**/*.test.ts'] },
        test: {
          ...patience,
          // The kernels, whose shader compiler is naga.
          name: 'firefox',
          include: ['test/shaders/**/*.test.ts'],
          provide: { full: true, adapterFeatures: ['timestamp-query'], slowCompiler: true, everyStep: false },
          sequence: { groupOrder: 0 },
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
      },
      {
        test: {
          ...patience,
          // The page as one file, in a Firefox that a test drives.
          name: 'firefox-page',
          environment: 'node',
          include: ['test/firefox/**/*.test.ts'],
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
