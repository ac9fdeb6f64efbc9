import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './set-up.mjs';

/**
 * Runs the command of an installed package in the project's folder until it ends.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, quiet?: boolean }} [options] `quiet`: the output is returned, not shown
 * @returns {Promise<{ code: number, output: string }>} code 1 for a command that crashed
 */
export function runTool(command, args, { env = process.env, quiet = false } = {}) {
  const stdio = quiet ? 'pipe' : 'inherit';
  const child = spawn(process.execPath, [executable(command), ...args], { cwd: ROOT, env, stdio });
  child.stdin?.end();
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += chunk));
  const release = endTogether(child);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      release();
      if (signal && ENDINGS.includes(signal)) process.kill(process.pid, signal);
      else resolve({ code: code ?? 1, output });
    });
  });
}

/** The signals that ask a process to end. */
const ENDINGS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Lets the child decide how to end when this process is asked to end. A terminal interrupts both processes; other signals
 * are passed on.
 *
 * @param {import('node:child_process').ChildProcess} child
 * @returns {() => void} a function that stops passing signals on
 */
function endTogether(child) {
  const pass = (/** @type {NodeJS.Signals} */ signal) => {
    if (signal !== 'SIGINT') child.kill(signal);
  };
  for (const signal of ENDINGS) process.on(signal, pass);
  return () => ENDINGS.forEach((signal) => process.off(signal, pass));
}

/** @param {string} command */
function executable(command) {
  const folder = join(ROOT, 'node_modules', command === 'tsc' ? 'typescript' : command);
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return join(folder, typeof bin === 'string' ? bin : bin[command]);
}
