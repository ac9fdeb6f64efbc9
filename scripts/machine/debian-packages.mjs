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

/** Whether this process can install packages without asking: as root on Debian or a similar system. */
export function canInstallPackages() {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  return existsSync('/usr/bin/apt-get') && /\b(debian|ubuntu)\b/.test(`${system('ID')} ${system('ID_LIKE')}`);
}

/** @param {string} name @returns {boolean} whether the package is installed now; if not, apt-get's message is printed */
export function installPackage(name) {
  console.error(`Installing the package ${name} …`);
  return install([], name);
}

/**
 * Installs a package from the backports of this release of Debian. Only this installation uses them: apt's sources and
 * lists of packages stay as they are.
 *
 * @param {string} name
 * @returns {boolean} whether the package is installed now; false also if there are no backports
 */
export function installBackport(name) {
  const release = system('VERSION_CODENAME');
  const mirror = system('ID') === 'debian' && mirrorOf(release);
  if (!mirror) return false;
  const suite = `${release}-backports`;
  console.error(`Installing the package ${name} of ${suite} …`);
  const folder = mkdtempSync(join(tmpdir(), 'backports-'));
  try {
    // apt-get downloads as another user, who must be able to read the folder.
    chmodSync(folder, 0o755);
    const source = `deb [signed-by=${DEBIAN_KEYS}] ${mirror} ${suite} main\n`;
    return install(withSource(folder, source), `${name}/${suite}`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * The options that give apt-get one more source, and make it keep its lists in `folder`.
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

/** The address from which this machine gets its release of Debian. @param {string} release @returns {string | undefined} */
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

/** A value of the system's description. @param {string} key */
function system(key) {
  if (!existsSync('/etc/os-release')) return '';
  const line = new RegExp(`^${key}="?([^"\\n]*)`, 'm').exec(readFileSync('/etc/os-release', 'utf8'));
  return line?.[1] ?? '';
}
