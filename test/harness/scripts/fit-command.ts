// Runs `npm run fit` in a process of its own. Fits nothing itself.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Runs `npm run fit` on a table that is written to a file. Returns its output and its exit code. */
export function fit(table: string, ...args: string[]) {
  const folder = mkdtempSync(join(tmpdir(), 'fit-'));
  const file = join(folder, 'runs.csv');
  writeFileSync(file, table);
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['scripts/run.mjs', 'cli/fit/fit.ts', file, '--replicates', '39', ...args],
    { encoding: 'utf8' },
  );
  rmSync(folder, { recursive: true });
  return { status, output: stdout.trim(), error: stderr.trim().replace(`${folder}/`, '') };
}
