import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * The file that an environment variable names, undefined if the variable is not set.
 *
 * @param {string} variable
 * @throws if there is no such file
 */
export function namedFile(variable) {
  const file = process.env[variable];
  if (!file) return undefined;
  if (!existsSync(file)) throw new Error(`${variable} names ${file}, which does not exist.`);
  return file;
}

/** Paths at which commands of these names may be, the first name first. @param {string[]} names @returns {string[]} */
export function onPath(names) {
  const folders = [
    ...(process.env['PATH'] ?? '').split(delimiter),
    '/usr/bin',
    '/usr/local/bin',
    '/snap/bin',
  ];
  return names.flatMap((name) => folders.filter(Boolean).map((folder) => join(folder, name)));
}

/** The first of these executables that exists and starts. @param {string[]} paths */
export function firstThatStarts(paths) {
  return paths.find((path) => existsSync(path) && starts(path));
}

/**
 * Linux distributions have scripts that only ask to install the real package, and exit with an error. On other systems
 * `--version` may open a window, so an application that exists counts as one that starts.
 *
 * @param {string} path
 */
function starts(path) {
  if (process.platform !== 'linux') return true;
  return spawnSync(path, ['--version'], { stdio: 'ignore', timeout: 20_000 }).status === 0;
}
