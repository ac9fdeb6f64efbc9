// Reads recorded runs in Node for tests in a browser. Interprets no file.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BrowserCommand } from 'vitest/node';

declare module 'vitest/internal/browser' {
  interface BrowserCommands {
    listGoldenRuns: () => Promise<string[]>;
    readGoldenFile: (run: string, file: string) => Promise<string>;
  }
}

const FIXTURES = fileURLToPath(new URL('../../fixtures/golden', import.meta.url));

/** The folder of recorded runs: `GOLDEN_DIR`, else the fixtures. */
function goldenFolder(): string {
  const folder = process.env['GOLDEN_DIR'] || FIXTURES;
  if (!existsSync(folder)) throw new Error(`The folder of recorded runs ${folder} does not exist.`);
  return folder;
}

/** Names of the recorded runs, sorted. Throws if there is none. */
export function listGoldenRuns(): string[] {
  const folder = goldenFolder();
  const visible = readdirSync(folder).filter((name) => !name.startsWith('.'));
  const runs = visible.filter((name) => statSync(join(folder, name)).isDirectory());
  if (runs.length === 0) throw new Error(`The folder ${folder} holds no recorded run.`);
  return runs.sort();
}

/** One file of a recorded run, in base64. */
export function readGoldenFile(run: string, file: string): string {
  if (!listGoldenRuns().includes(run))
    throw new Error(`There is no recorded run "${run}" in ${goldenFolder()}.`);
  if (!/^[\w-]+\.\w+$/.test(file)) throw new Error(`"${file}" is not the name of a file of a recorded run.`);
  const path = join(goldenFolder(), run, file);
  if (!existsSync(path)) throw new Error(`The recorded run "${run}" has no ${file}: ${path} does not exist.`);
  return readFileSync(path, 'base64');
}

const readFile: BrowserCommand<[run: string, file: string]> = (_context, run, file) =>
  readGoldenFile(run, file);

/** The commands by which tests in the browser ask Node for recorded runs. */
export const goldenCommands = { listGoldenRuns, readGoldenFile: readFile };
