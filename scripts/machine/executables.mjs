import { spawnSync } from 'node:child_process';
import { delimiter, join } from 'node:path';

/** Where commands of these names would lie, the first name first. @param {string[]} names @returns {string[]} */
export function onPath(names) {
  const folders = [
    ...(process.env['PATH'] ?? '').split(delimiter),
    '/usr/bin',
    '/usr/local/bin',
    '/snap/bin',
  ];
  return names.flatMap((name) => folders.filter(Boolean).map((folder) => join(folder, name)));
}

/**
 * Linux distributions leave scripts behind that only ask to install the real package; they exit with an error.
 * Elsewhere `--version` may open a window, and an installed application is taken at its word.
 *
 * @param {string} path
 */
export function starts(path) {
  if (process.platform !== 'linux') return true;
  return spawnSync(path, ['--version'], { stdio: 'ignore', timeout: 20_000 }).status === 0;
}
