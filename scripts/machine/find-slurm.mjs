import { existsSync } from 'node:fs';
import { canInstallPackages, installPackage } from './debian-packages.mjs';
import { onPath } from './executables.mjs';

/** The packages of Debian that run Slurm on one machine, each with a program of it. */
const PACKAGES = { munge: 'munged', slurmctld: 'slurmctld', slurmd: 'slurmd', 'slurm-client': 'sbatch' };

/**
 * Makes sure that Slurm is installed. As root on a Debian-like system this installs what is missing.
 *
 * @throws if it is not there and cannot be installed; the message says what to install
 */
export function findSlurm() {
  for (const [name, program] of Object.entries(PACKAGES)) {
    if (isThere(program) || (canInstallPackages() && installPackage(name))) continue;
    const names = Object.keys(PACKAGES).join(' ');
    throw new Error(
      `Slurm is not installed: ${program} is missing (on Debian, as root: apt-get install ${names}).`,
    );
  }
}

/** @param {string} program */
function isThere(program) {
  return onPath([program]).some((path) => existsSync(path)) || existsSync(`/usr/sbin/${program}`);
}
