import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * A Chromium to test in: `CHROME_PATH`, else an installed Chrome, Chromium or Edge, else (as root on a Debian-like
 * system) Debian's `chromium` package, else Playwright's own download.
 *
 * @returns {Promise<{ path: string, source: 'CHROME_PATH' | 'installed' | 'apt' | 'playwright' }>}
 * @throws if there is none and none can be had; the message says what to install.
 */
export async function findBrowser() {
  const named = process.env['CHROME_PATH'];
  if (named) {
    if (!existsSync(named)) throw new Error(`CHROME_PATH names ${named}, which does not exist.`);
    return { path: named, source: 'CHROME_PATH' };
  }
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

/** @returns {string | undefined} */
function installedBrowser() {
  return candidates().find((path) => existsSync(path) && starts(path));
}

/** Where browsers of this family are installed, most likely first. @returns {string[]} */
function candidates() {
  if (process.platform === 'darwin') return onMac();
  if (process.platform === 'win32') return onWindows();
  const names = [
    'google-chrome-stable',
    'google-chrome',
    'chromium',
    'chromium-browser',
    'microsoft-edge-stable',
    'microsoft-edge',
  ];
  const folders = [
    ...(process.env['PATH'] ?? '').split(delimiter),
    '/usr/bin',
    '/usr/local/bin',
    '/snap/bin',
  ];
  return names.flatMap((name) => folders.filter(Boolean).map((folder) => join(folder, name)));
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

/**
 * Linux distributions leave scripts behind that only ask to install the real package; they exit with an error.
 * Elsewhere `--version` may open a window, and an installed application is taken at its word.
 *
 * @param {string} path
 */
function starts(path) {
  if (process.platform !== 'linux') return true;
  return spawnSync(path, ['--version'], { stdio: 'ignore', timeout: 20_000 }).status === 0;
}

/** @returns {string | undefined} */
function debianChromium() {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !isDebianLike()) return undefined;
  console.error('No browser found: installing the package chromium …');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', 'chromium']]) {
    const { status, stderr } = spawnSync('apt-get', ['-q', ...args], { env, encoding: 'utf8' });
    if (status === 0) continue;
    console.error(`apt-get ${args[0]} failed:\n${stderr}`);
    return undefined;
  }
  return installedBrowser();
}

function isDebianLike() {
  if (!existsSync('/usr/bin/apt-get') || !existsSync('/etc/os-release')) return false;
  return /^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(readFileSync('/etc/os-release', 'utf8'));
}

/** Playwright's own build, downloaded if it is not there yet. @returns {Promise<string | undefined>} */
async function playwrightChromium() {
  const { chromium } = await import('playwright');
  const path = chromium.executablePath();
  if (path && existsSync(path)) return path;
  console.error("No browser found: downloading Playwright's Chromium …");
  const cli = fileURLToPath(new URL('../node_modules/playwright/cli.js', import.meta.url));
  const { status } = spawnSync(process.execPath, [cli, 'install', '--no-shell', 'chromium'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return status === 0 && existsSync(path) ? path : undefined;
}
