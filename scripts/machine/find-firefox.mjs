import { homedir } from 'node:os';
import { join } from 'node:path';
import { canInstallPackages, installPackage } from './debian-packages.mjs';
import { firstThatStarts, namedFile, onPath } from './executables.mjs';

/**
 * A Firefox to test in: the one that `FIREFOX_PATH` names, an installed one, or the package `firefox-esr`, which is
 * installed as root on a Debian-like system.
 *
 * @returns {string} the path of its executable
 * @throws if none can be found or installed; the message says what to install
 */
export function findFirefox() {
  const found = namedFile('FIREFOX_PATH') ?? installedFirefox() ?? debianFirefox();
  if (found) return found;
  throw new Error(
    'No Firefox to test in was found. Install Firefox 141 or later, or set FIREFOX_PATH to its executable (on Debian: ' +
      'apt-get install firefox-esr).',
  );
}

function installedFirefox() {
  return firstThatStarts(candidates());
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
