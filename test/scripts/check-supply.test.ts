import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { differences } from '../../scripts/same-folders.mjs';
import { supplyRules, type Lockfile, type Manifest } from '../../scripts/supply-rules.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const work = mkdtempSync(join(tmpdir(), 'supply-'));
afterAll(() => rmSync(work, { recursive: true }));

/** Titles of the broken rules, with the packages that break them. */
function broken(manifest: Manifest, lockfile: Lockfile): Record<string, string[]> {
  const rules = supplyRules(manifest, lockfile).filter((rule) => rule.broken.length > 0);
  return Object.fromEntries(rules.map((rule) => [rule.title, rule.broken]));
}

const good = { version: '1.2.3', integrity: 'sha512-abc', license: 'MIT' };
const manifest = { dependencies: { one: '1.2.3' }, devDependencies: { two: '1.2.3' } };
const packages = { '': manifest, 'node_modules/one': good, 'node_modules/two': { ...good, dev: true } };

test('the project itself keeps every rule', () => {
  const read = (file: string): unknown => JSON.parse(readFileSync(join(root, file), 'utf8'));
  expect(broken(read('package.json') as Manifest, read('package-lock.json') as Lockfile)).toEqual({});
});

test('a package that is locked at the requested version keeps every rule', () => {
  expect(broken(manifest, { packages })).toEqual({});
});

test('a lockfile of another package.json is reported with the packages that differ', () => {
  const title = 'the lockfile is of this package.json';
  const asked = { ...manifest, dependencies: { one: '1.2.4' } };
  expect(broken(asked, { packages })).toEqual({ [title]: ['one'] });
  const more = { ...manifest, dependencies: { one: '1.2.3', three: '1.0.0' } };
  expect(broken(more, { packages })).toEqual({ [title]: ['three'] });
  const other = { ...packages, 'node_modules/one': { ...good, version: '1.2.4' } };
  expect(broken(manifest, { packages: other })).toEqual({ [title]: ['one'] });
});

test.each(['^1.2.3', '~1.2.3', '1.x', '*', 'latest', 'https://somewhere.example/one.tgz'])(
  'the version %s is not exact',
  (version) => {
    const asked = { dependencies: { one: version } };
    expect(broken(asked, { packages })['versions are exact']).toEqual([`one ${version}`]);
  },
);

test.each([
  ['MIT', true],
  ['(MIT OR Apache-2.0)', true],
  ['GPL-3.0 OR MIT', true],
  ['(GPL-3.0 OR AGPL-3.0)', false],
  ['MIT AND GPL-3.0', false],
  ['(MIT AND GPL-3.0)', false],
])('the licence %s of a library is permissive: %s', (license, isPermissive) => {
  const locked = { ...packages, 'node_modules/one': { ...good, license } };
  const rule = broken(manifest, { packages: locked })['licences are permissive'];
  expect(rule).toEqual(isPermissive ? undefined : ['node_modules/one']);
});

test('an eleventh library is one too many, and tools do not count', () => {
  const names = Array.from({ length: 11 }, (_, i) => `library-${i}`);
  const all = Object.fromEntries(names.map((name) => [name, '1.2.3']));
  const locked = Object.fromEntries(names.map((name) => [`node_modules/${name}`, good]));
  expect(broken({ dependencies: all }, { packages: { '': { dependencies: all }, ...locked } })).toEqual({
    'at most 10 libraries make the page': ['library-10'],
  });
  expect(broken({ devDependencies: all }, { packages: { '': { devDependencies: all }, ...locked } })).toEqual(
    {},
  );
});

test.each([
  [{ resolved: 'https://somewhere.example/one.tgz' }, 'the lockfile names no place to download from'],
  [{ integrity: '' }, 'every package has a checksum'],
  [{ hasInstallScript: true }, 'no package has an install script'],
  [{ license: 'GPL-3.0' }, 'licences are permissive'],
  [{ license: 'MPL-2.0' }, 'licences are permissive'],
])('a package with %o breaks its rule', (fault, title) => {
  const faulty = { ...packages, 'node_modules/one': { ...good, ...fault } };
  expect(broken(manifest, { packages: faulty })).toEqual({ [title]: ['node_modules/one'] });
});

test('folders differ by files that are missing, additional, or have other bytes', () => {
  const [one, other] = ['one', 'other'].map((name) => join(work, name));
  for (const folder of [one, other]) {
    mkdirSync(join(folder ?? '', 'assets'), { recursive: true });
    writeFileSync(join(folder ?? '', 'assets', 'same.js'), 'same');
  }
  if (one === undefined || other === undefined) throw new Error('two folders are needed');
  expect(differences(one, other)).toEqual([]);
  writeFileSync(join(one, 'only.js'), '');
  writeFileSync(join(one, 'assets', 'bytes.js'), 'a');
  writeFileSync(join(other, 'assets', 'bytes.js'), 'b');
  writeFileSync(join(other, 'more.js'), '');
  expect(differences(one, other).toSorted()).toEqual(['/assets/bytes.js', '/more.js', '/only.js']);
});
