import type { BrowserCommands } from 'vitest/internal/browser';
import { listGoldenRuns, readGoldenFile } from '../engine/golden-commands.ts';

/** In place of `vitest/browser`: Node answers without a browser to ask from. */
export const commands: Pick<BrowserCommands, 'listGoldenRuns' | 'readGoldenFile'> = {
  listGoldenRuns: async () => listGoldenRuns(),
  readGoldenFile: async (run, file) => readGoldenFile(run, file),
};
