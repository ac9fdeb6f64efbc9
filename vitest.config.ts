import { playwright } from '@vitest/browser-playwright';
import { configDefaults, defineConfig } from 'vitest/config';
import { launchOptions } from './scripts/machine/browser-flags.mjs';
import { findBrowser } from './scripts/machine/find-browser.mjs';
import { FULL_TIER_FILES } from './test/harness/full-tier-files.ts';
import { goldenCommands } from './test/harness/engine/golden-commands.ts';

const seconds = 1000;

/** `scripts/test.mjs` sets it. Vitest on its own runs everything. */
const full = process.env['TEST_TIER'] !== 'daily';

const exclude = [...configDefaults.exclude, ...(full ? [] : FULL_TIER_FILES)];

/** The tests that need a GPU and no page. */
const GPU_TESTS = ['test/{engine,shaders}/**/*.test.ts', 'test/benchmark/gpu/**/*.test.ts'];

/** The tests of the page's words and data, which need no browser. */
const WORDS_TESTS = 'test/page/{glossary,history,imported,kit,law,run,setup,stage,story,views}/**/*.test.ts';

/** The features of SwiftShader that kernels can need. */
const SWIFTSHADER_FEATURES: GPUFeatureName[] = ['subgroups', 'timestamp-query'];

export default defineConfig(async () => ({
  test: {
    provide: { full },
    // Only failed tests show what they print.
    silent: 'passed-only' as const,
    slowTestThreshold: 60 * seconds,
    projects: [
      {
        extends: './vite.config.ts',
        test: {
          name: 'node',
          environment: 'node',
          include: [
            'test/{laws,corpus,tables,benchmark,lab,charts,cli,imports,scripts,single}/**/*.test.ts',
            WORDS_TESTS,
          ],
          exclude: [...exclude, 'test/benchmark/gpu/**'],
          testTimeout: 60 * seconds,
          // Vitest leaves a core free unless told otherwise, which on two cores means one file at a time.
          maxWorkers: '100%',
          // These tests share no state, and two in three seconds of imports are for modules that other files imported.
          isolate: false,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: './vite.config.ts',
        // Vite prepares only the packages that these tests import. It would find the page's packages late and reload a test.
        optimizeDeps: { entries: GPU_TESTS },
        test: {
          name: 'browser',
          provide: {
            adapterFeatures: SWIFTSHADER_FEATURES,
            slowCompiler: false,
            everyStep: process.env['EVERY_STEP'] === '1',
          },
          include: GPU_TESTS,
          exclude,
          // A software adapter takes up to 900 ms for one pipeline.
          testTimeout: 120 * seconds,
          hookTimeout: 120 * seconds,
          fileParallelism: false,
          sequence: { groupOrder: 1 },
          browser: {
            enabled: true,
            api: { host: '127.0.0.1' },
            headless: true,
            screenshotFailures: false,
            commands: goldenCommands,
            provider: playwright({ launchOptions: launchOptions((await findBrowser()).path) }),
            instances: [{ browser: 'chromium' as const }],
          },
        },
      },
      {
        extends: './vite.config.ts',
        test: {
          name: 'page',
          environment: 'node',
          setupFiles: ['./test/harness/page/tell-failure.ts'],
          include: ['test/page/**/*.test.ts'],
          exclude: [...exclude, WORDS_TESTS],
          // The tests watch a sweep on a software adapter to its end.
          testTimeout: 600 * seconds,
          hookTimeout: 120 * seconds,
          fileParallelism: false,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
}));
