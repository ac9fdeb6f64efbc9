import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { canInstallPackages, installBackport, installPackage } from './debian-packages.mjs';

/** The driver that is tested on: Vulkan on the CPU, part of Mesa. */
const PACKAGE = 'mesa-vulkan-drivers';

/** Dawn refuses the lavapipe of Mesa 22. */
const LEAST_MESA = 25;

const FOLDERS = ['/usr/share/vulkan/icd.d', '/usr/local/share/vulkan/icd.d', '/etc/vulkan/icd.d'];

/**
 * The manifest of a Vulkan driver to test on: what `VK_ICD_FILENAMES` names, else lavapipe, which is installed if it is
 * not there (as root on a Debian-like system, from Debian's backports where the release has an older one).
 *
 * @returns {string}
 * @throws if there is none and none can be had; the message says what to install.
 */
export function findLavapipe() {
  const named = process.env['VK_ICD_FILENAMES'];
  if (named) {
    if (!existsSync(named)) throw new Error(`VK_ICD_FILENAMES names ${named}, which does not exist.`);
    return named;
  }
  const found = installedLavapipe() ?? debianLavapipe();
  if (found) return found;
  throw new Error(
    `No Vulkan driver to test on was found. Install lavapipe of Mesa ${LEAST_MESA} or later (on Debian: apt-get ` +
      `install ${PACKAGE}, from the backports of Debian 12), or set VK_ICD_FILENAMES to the manifest of a driver.`,
  );
}

/**
 * What a process needs so that its Vulkan is lavapipe. Kernels of tests run for milliseconds: LLVM's optimisation, which
 * takes up to a minute, is left off.
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

/** The major version of Debian's package; NaN, which is below nothing, where Debian knows of none. */
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
