// node scripts/run.mjs PATH …: installs what is missing, then runs the command at this path, a TypeScript file of cli/, with
// the arguments that follow. Vite compiles it, because Node 20 runs no TypeScript and no Node imports shaders.
import { join } from 'node:path';
import { runScript } from './run-script.mjs';
import { ROOT, setUp } from './set-up.mjs';

await runScript(async () => {
  const [node, , path, ...args] = process.argv;
  if (node === undefined || path === undefined)
    throw new Error('One command is needed: node scripts/run.mjs cli/fit/fit.ts …');
  setUp();
  const { runnerImport } = await import('vite');
  // As if Node had started the command itself.
  process.argv = [node, join(ROOT, path), ...args];
  // Vite resolves `import()` only until this ends, so a command does its work at its top level.
  await runnerImport(join(ROOT, path), { root: ROOT, configFile: false, logLevel: 'error' });
  return Number(process.exitCode ?? 0);
});
