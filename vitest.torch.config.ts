import { defineConfig } from 'vitest/config';

const seconds = 1000;

/** Runs that go to PyTorch and come back, on the adapter and with the Python that `npm run test:torch` chooses. */
export default defineConfig({
  test: {
    name: 'torch',
    environment: 'node',
    include: ['test/torch/**/*.test.ts'],
    silent: 'passed-only',
    slowTestThreshold: 60 * seconds,
    testTimeout: 600 * seconds,
    hookTimeout: 300 * seconds,
    fileParallelism: false,
  },
});
