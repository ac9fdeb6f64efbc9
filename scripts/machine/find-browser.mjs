import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { canInstallPackages, installPackage } from './debian-packages.mjs';
import { firstThatStarts, namedFile, onPath } from './executables.mjs';

/**
 * A Chromium to test in: the one that `CHROME_PATH` names; an installed Chrome, Chromium or Edge; Debian's package
 * `chromium`, which is installed as root on a Debian-like system; or Playwright's own download.
 *
 * @returns {Promise<{ path: string, source: 'CHROME_PATH' | 'installed' | 'apt' | 'playwright' }>}
 * @throws if none can be found or installed; the message says what to install
 */
export async function findBrowser() {
  const named = namedFile('CHROME_PATH');
  if (named) return { path: named, source: 'CHROME_PATH' };
  const installed = installedBrowser();
  if (installed) return { path: installed, source: 'installed' };
  const packaged = debianChromium();
  if (packaged) return { path: packaged, source: 'apt' };
  const downloaded = await playwrightChromium();
  if (downloaded) return { path: downloaded, source: 'playwright' };
  throw new Error(
    'No browser to test in was found. Install Google Chrome, Chromium or Microsoft Edge, or set CHROME_PATH to the ' +
      'executable of one (on Debian: apt-get install chromium).',
  );
}

function installedBrowser() {
  return firstThatStarts(candidates());
}

/** Paths at which browsers of this family may be installed, the most likely first. @returns {string[]} */
function candidates() {
  if (process.platform === 'darwin') return onMac();
  if (process.platform === 'win32') return onWindows();
  return onPath([
    'google-chrome-stable',
    'google-chrome',
    'chromium',
    'chromium-browser',
    'microsoft-edge-stable',
    'microsoft-edge',
  ]);
}

function onMac() {
  const names = ['Google Chrome', 'Chromium', 'Microsoft Edge'];
  const folders = ['/Applications', join(homedir(), 'Applications')];
  return names.flatMap((name) =>
    folders.map((folder) => join(folder, `${name}.app`, 'Contents/MacOS', name)),
  );
}

function onWindows() {
  const { ProgramFiles, 'ProgramFiles(x86)': programFiles86, LOCALAPPDATA } = process.env;
  const places = ['Google/Chrome/Application/chrome.exe', 'Chromium/Application/chrome.exe'];
  places.push('Microsoft/Edge/Application/msedge.exe');
  const folders = [ProgramFiles, programFiles86, LOCALAPPDATA].filter((folder) => folder !== undefined);
  return places.flatMap((place) => folders.map((folder) => join(folder, place)));
}

/** @returns {string | undefined} */
function debianChromium() {
  if (!canInstallPackages()) return undefined;
  return installPackage('chromium') ? installedBrowser() : undefined;
}

/** Playwright's own build, downloaded if it is not there yet. @returns {Promise<string | undefined>} */
async function playwrightChromium() {
  const { chromium } = await import('playwright');
  const path = chromium.executablePath();
  if (path && existsSync(path)) return path;
  console.error("No browser found: downloading Playwright's Chromium …");
  const cli = fileURLToPath(new URL('../../node_modules/playwright/cli.js', import.meta.url));
  const { status } = spawnSync(process.execPath, [cli, 'install', '--no-shell', 'chromium'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return status === 0 && existsSync(path) ? path : undefined;
}
