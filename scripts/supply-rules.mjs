/** How many libraries the page may contain. */
const MOST_DEPENDENCIES = 10;

/**
 * Licences of packages that become part of the page. A tool may also have a licence that requires its changes to be
 * published.
 */
const PERMISSIVE = ['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT', 'Unlicense'];
const OF_TOOLS = [...PERMISSIVE, 'MPL-2.0'];

/**
 * @typedef {{ dependencies?: Record<string, string>, devDependencies?: Record<string, string> }} Manifest
 * @typedef {Manifest & { version?: string, resolved?: string, integrity?: string, license?: string, dev?: boolean,
 *   hasInstallScript?: boolean }} LockedPackage
 * @typedef {{ packages: Record<string, LockedPackage> }} Lockfile
 */

/**
 * The rules for dependencies, and the packages that break each rule.
 *
 * @param {Manifest} manifest package.json
 * @param {Lockfile} lockfile package-lock.json
 * @returns {{ title: string, broken: string[] }[]}
 */
export function supplyRules(manifest, lockfile) {
  const { '': root = {}, ...packages } = lockfile.packages;
  const locked = Object.entries(packages);
  /** @param {(one: LockedPackage) => boolean} breaks */
  const whose = (breaks) => locked.filter(([, one]) => breaks(one)).map(([path]) => path);
  const runtime = Object.keys(manifest.dependencies ?? {});
  return [
    { title: 'the lockfile is of this package.json', broken: disagreements(manifest, root, packages) },
    { title: 'versions are exact', broken: inexact(manifest) },
    {
      title: `at most ${MOST_DEPENDENCIES} libraries make the page`,
      broken: runtime.slice(MOST_DEPENDENCIES),
    },
    {
      title: 'the lockfile names no place to download from',
      broken: whose(({ resolved }) => resolved !== undefined),
    },
    {
      title: 'every package has a checksum',
      broken: whose(({ integrity = '' }) => !integrity.startsWith('sha512-')),
    },
    {
      title: 'no package has an install script',
      broken: whose(({ hasInstallScript }) => hasInstallScript === true),
    },
    {
      title: 'licences are permissive',
      broken: whose(({ license = 'none', dev }) => !isOneOf(license, dev ? OF_TOOLS : PERMISSIVE)),
    },
  ];
}

/**
 * Whether a licence, or one of those that a package lets people choose from (`(MIT OR Apache-2.0)`), is in a list.
 *
 * @param {string} license as SPDX writes it
 * @param {readonly string[]} list
 */
function isOneOf(license, list) {
  return license
    .replace(/^\((.*)\)$/, '$1')
    .split(' OR ')
    .some((one) => list.includes(one));
}

/**
 * @param {Manifest} manifest
 * @param {Manifest} root
 * @param {Record<string, LockedPackage>} packages
 */
function disagreements(manifest, root, packages) {
  const [wanted, noted] = [manifest, root].map(asked);
  const names = new Set([...Object.keys(wanted), ...Object.keys(noted)]);
  return [...names].filter(
    (name) => wanted[name] !== noted[name] || packages[`node_modules/${name}`]?.version !== wanted[name],
  );
}

/** @param {Manifest} manifest */
function inexact(manifest) {
  return Object.entries(asked(manifest))
    .filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
    .map(([name, version]) => `${name} ${version}`);
}

/** @param {Manifest} manifest @returns {Record<string, string>} */
function asked({ dependencies, devDependencies }) {
  return { ...dependencies, ...devDependencies };
}
