import { defineConfig, mergeConfig } from 'vitest/config';
import viteConfig from './vite.config.ts';

const seconds = 1000;

/** The page through reloads, other tabs, a full disk and a lost GPU, used as a person uses it. */
export default mergeConfig(
  viteConfig,
  defineConfig({
    test: {
      name: 'durability',
      provide: { full: true },
      environment: 'node',
      setupFiles: ['./test/harness/page/tell-failure.ts'],
      include: ['test/durability/**/*.test.ts'],
      silent: 'passed-only',
      slowTestThreshold: 60 * seconds,
      testTimeout: 600 * seconds,
      hookTimeout: 120 * seconds,
      fileParallelism: false,
    },
  }),
);
