import { defineConfig } from 'vitest/config';

const seconds = 1000;

/** A sweep by an array of a real Slurm on this machine, on the adapter that `npm run test:slurm` chooses. As root. */
export default defineConfig({
  test: {
    name: 'slurm',
    environment: 'node',
    include: ['test/slurm/**/*.test.ts'],
    silent: 'passed-only',
    slowTestThreshold: 60 * seconds,
    testTimeout: 900 * seconds,
    hookTimeout: 60 * seconds,
    fileParallelism: false,
  },
});
