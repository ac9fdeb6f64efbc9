// Replaces `vitest/browser` in Node. Answers only the commands of the engine's tests.
import type { BrowserCommands } from 'vitest/internal/browser';
import { listGoldenRuns, readGoldenFile } from '../engine/golden-commands.ts';

/** Replaces the commands of `vitest/browser`; Node answers directly. */
export const commands: Pick<BrowserCommands, 'listGoldenRuns' | 'readGoldenFile'> = {
  listGoldenRuns: async () => listGoldenRuns(),
  readGoldenFile: async (run, file) => readGoldenFile(run, file),
};
