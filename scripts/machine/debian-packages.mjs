import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const DEBIAN_KEYS = '/usr/share/keyrings/debian-archive-keyring.gpg';

/** Whether packages can be installed here without asking anybody: root on Debian or its like. */
export function canInstallPackages() {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  return existsSync('/usr/bin/apt-get') && /\b(debian|ubuntu)\b/.test(`${system('ID')} ${system('ID_LIKE')}`);
}

/** @param {string} name @returns {boolean} whether the package is there now; if not, apt-get's words are told */
export function installPackage(name) {
  console.error(`Installing the package ${name} …`);
  return install([], name);
}

/**
 * Installs a package from the backports of this release of Debian. They are a source for this installation only: what
 * apt knows of sources and packages stays as it is.
 *
 * @param {string} name
 * @returns {boolean} whether the package is there now; false also where there are no backports
 */
export function installBackport(name) {
  const release = system('VERSION_CODENAME');
  const mirror = system('ID') === 'debian' && mirrorOf(release);
  if (!mirror) return false;
  const suite = `${release}-backports`;
  console.error(`Installing the package ${name} of ${suite} …`);
  const folder = mkdtempSync(join(tmpdir(), 'backports-'));
  try {
    // apt-get downloads as a user of its own, who is to find the folder open.
    chmodSync(folder, 0o755);
    const source = `deb [signed-by=${DEBIAN_KEYS}] ${mirror} ${suite} main\n`;
    return install(withSource(folder, source), `${name}/${suite}`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * Options by which apt-get has one source more, and keeps its lists in `folder`.
 *
 * @param {string} folder
 * @param {string} source
 */
function withSource(folder, source) {
  const [sources, lists] = [join(folder, 'sources'), join(folder, 'lists')];
  mkdirSync(lists);
  cpSync('/etc/apt/sources.list.d', sources, { recursive: true });
  writeFileSync(join(sources, 'backports.list'), source);
  return ['-o', `Dir::Etc::sourceparts=${sources}`, '-o', `Dir::State::lists=${lists}`];
}

/** Whence this machine has its release of Debian. @param {string} release @returns {string | undefined} */
function mirrorOf(release) {
  const format = ['--format', '$(REPO_URI)', 'Created-By: Packages', `Release: ${release}`];
  const { stdout } = spawnSync('apt-get', ['indextargets', ...format], { encoding: 'utf8' });
  return stdout.split('\n').find(Boolean);
}

/** @param {string[]} options of apt-get @param {string} name */
function install(options, name) {
  return aptGet(...options, 'update') && aptGet(...options, 'install', '-y', '--no-install-recommends', name);
}

/** @param {string[]} args */
function aptGet(...args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const { status, stderr } = spawnSync('apt-get', ['-q', ...args], { env, encoding: 'utf8' });
  if (status !== 0) console.error(`apt-get ${args.join(' ')} failed:\n${stderr}`);
  return status === 0;
}

/** What the system says of itself. @param {string} key */
function system(key) {
  if (!existsSync('/etc/os-release')) return '';
  const line = new RegExp(`^${key}="?([^"\\n]*)`, 'm').exec(readFileSync('/etc/os-release', 'utf8'));
  return line?.[1] ?? '';
}
