import { spawnSync } from 'node:child_process';
import { canInstallPackages, installPackage } from './debian-packages.mjs';
import { onPath } from './executables.mjs';

/** Debian's packages. Its own BLAS is six times as fast as the one that PyTorch would use. */
const PACKAGES = ['python3-torch', 'libopenblas0-pthread'];

/**
 * A Python with PyTorch and NumPy. As root on a Debian-like system this installs them.
 *
 * @throws if there is none and it cannot be installed; the message says what to install
 */
export function findTorch() {
  const found = withTorch();
  if (found !== undefined) return found;
  if (canInstallPackages()) for (const name of PACKAGES) installPackage(name);
  const installed = withTorch();
  if (installed !== undefined) return installed;
  throw new Error(`No Python has PyTorch (on Debian, as root: apt-get install ${PACKAGES.join(' ')}).`);
}

function withTorch() {
  const all = [...onPath(['python3']), '/usr/bin/python3'];
  return all.find((path) => spawnSync(path, ['-c', 'import numpy, torch']).status === 0);
}
