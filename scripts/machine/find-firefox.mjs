import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { canInstallPackages, installPackage } from './debian-packages.mjs';
import { onPath, starts } from './executables.mjs';

/**
 * A Firefox to test in: `FIREFOX_PATH`, else an installed one, else (as root on a Debian-like system) the package
 * `firefox-esr`.
 *
 * @returns {string} the path of its executable
 * @throws if there is none and none can be had; the message says what to install.
 */
export function findFirefox() {
  const named = process.env['FIREFOX_PATH'];
  if (named) {
    if (!existsSync(named)) throw new Error(`FIREFOX_PATH names ${named}, which does not exist.`);
    return named;
  }
  const found = installedFirefox() ?? debianFirefox();
  if (found) return found;
  throw new Error(
    'No Firefox to test in was found. Install Firefox 141 or later, or set FIREFOX_PATH to its executable (on Debian: ' +
      'apt-get install firefox-esr).',
  );
}

/** @returns {string | undefined} */
function installedFirefox() {
  return candidates().find((path) => existsSync(path) && starts(path));
}

/** @returns {string[]} */
function candidates() {
  if (process.platform === 'darwin') {
    const folders = ['/Applications', join(homedir(), 'Applications')];
    return folders.map((folder) => join(folder, 'Firefox.app/Contents/MacOS/firefox'));
  }
  if (process.platform === 'win32') {
    const { ProgramFiles, 'ProgramFiles(x86)': programFiles86 } = process.env;
    const folders = [ProgramFiles, programFiles86].filter((folder) => folder !== undefined);
    return folders.map((folder) => join(folder, 'Mozilla Firefox/firefox.exe'));
  }
  return onPath(['firefox-esr', 'firefox']);
}

function debianFirefox() {
  return canInstallPackages() && installPackage('firefox-esr') ? installedFirefox() : undefined;
}
