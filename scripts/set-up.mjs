import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder. */
export const ROOT = fileURLToPath(new URL('..', import.meta.url));

/**
 * Installs the locked dependencies of the package in `folder` if they are missing. This file imports only Node's own
 * modules, so it runs in a fresh clone.
 *
 * @throws if Node is too old or npm fails
 */
export function setUp(folder = ROOT) {
  refuseOldNode();
  if (dependenciesAreInstalled(folder)) return;
  console.error(`Installing dependencies${folder === ROOT ? '' : ` of ${basename(folder)}`} …`);
  const [command, ...args] = npm('ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error');
  const shell = command === 'npm' && process.platform === 'win32';
  const { status } = spawnSync(command, args, { cwd: folder, stdio: ['ignore', 2, 'inherit'], shell });
  if (status !== 0) throw new Error('npm could not install the dependencies; its message is above.');
}

/** Accepts Node 20 from 20.19 on, and Node from 22.12 on, as `engines` in package.json says. */
function refuseOldNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const accepted = major > 22 || (major === 22 && minor >= 12) || (major === 20 && minor >= 19);
  if (!accepted)
    throw new Error(`Node 20.19 or 22.12 and later is needed; this is ${process.versions.node}.`);
}

/**
 * Whether npm's record of installed packages agrees with the lockfile. Optional packages may be missing, because some are
 * for other platforms.
 *
 * @param {string} folder
 */
function dependenciesAreInstalled(folder) {
  const installed = lockedPackages(join(folder, 'node_modules/.package-lock.json'));
  const wanted = lockedPackages(join(folder, 'package-lock.json'));
  if (!wanted) throw new Error(`There is no package-lock.json in ${folder}.`);
  if (!installed) return false;
  return Object.entries(wanted).every(([path, { version, optional }]) => {
    const there = installed[path]?.version;
    return path === '' || there === version || (optional && there === undefined);
  });
}

/**
 * @param {string} file
 * @returns {Record<string, { version: string, optional?: boolean }> | undefined}
 */
function lockedPackages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

/** The command of the npm that started this script, or else of the npm on the path. @param {string[]} args @returns {string[]} */
export function npm(...args) {
  const running = process.env['npm_execpath'];
  return running?.endsWith('npm-cli.js') ? [process.execPath, running, ...args] : ['npm', ...args];
}
