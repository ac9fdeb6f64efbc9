import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { canInstallPackages, installBackport, installPackage } from './debian-packages.mjs';
import { namedFile } from './executables.mjs';

/** The package of lavapipe, Mesa's Vulkan driver for CPUs. */
const PACKAGE = 'mesa-vulkan-drivers';

/** Dawn refuses the lavapipe of Mesa 22. */
const LEAST_MESA = 25;

const FOLDERS = ['/usr/share/vulkan/icd.d', '/usr/local/share/vulkan/icd.d', '/etc/vulkan/icd.d'];

/**
 * The manifest of a Vulkan driver to test on: the one that `VK_ICD_FILENAMES` names, or lavapipe's. As root on a
 * Debian-like system this installs lavapipe, from Debian's backports if the release has too old a version.
 *
 * @returns {string}
 * @throws if none can be found or installed; the message says what to install
 */
export function findLavapipe() {
  const found = namedFile('VK_ICD_FILENAMES') ?? installedLavapipe() ?? debianLavapipe();
  if (found) return found;
  throw new Error(
    `No Vulkan driver to test on was found. Install lavapipe of Mesa ${LEAST_MESA} or later (on Debian: apt-get ` +
      `install ${PACKAGE}, from the backports of Debian 12), or set VK_ICD_FILENAMES to the manifest of a driver.`,
  );
}

/**
 * The environment of a process whose Vulkan driver is lavapipe. LLVM does not optimise, because that takes up to a minute
 * and the kernels of tests run for milliseconds.
 *
 * @returns {NodeJS.ProcessEnv}
 */
export function lavapipeEnvironment() {
  return { ...process.env, VK_ICD_FILENAMES: findLavapipe(), GALLIVM_PERF: 'nopt' };
}

/** @returns {string | undefined} */
function installedLavapipe() {
  if (installedMesa() < LEAST_MESA) return undefined;
  const manifests = FOLDERS.filter((folder) => existsSync(folder)).flatMap((folder) =>
    readdirSync(folder).map((name) => join(folder, name)),
  );
  return manifests.find((path) => /^lvp_icd\b.*\.json$/.test(basename(path)));
}

/** The major version of the Debian package; NaN, which is not below any version, if this is not known. */
function installedMesa() {
  const { stdout } = spawnSync('dpkg-query', ['--show', '--showformat=${Version}', PACKAGE], {
    encoding: 'utf8',
  });
  return Number.parseInt(stdout ?? '');
}

function debianLavapipe() {
  if (!canInstallPackages()) return undefined;
  const release = installPackage(PACKAGE) ? installedLavapipe() : undefined;
  return release ?? (installBackport(PACKAGE) ? installedLavapipe() : undefined);
}
