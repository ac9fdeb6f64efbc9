import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { npm } from '../../scripts/set-up.mjs';

/** A package of npm, of one version. */
export interface FetchedPackage {
  /** Names its folder. */
  readonly id: string;
  /** `name@version`. */
  readonly package: string;
  /** Checksum of its archive, as npm writes it. */
  readonly integrity: string;
}

/**
 * Downloads a package into `folder/id`, and returns the folder of its files.
 *
 * @throws if its archive has another checksum
 */
export function fetchPackage({ id, integrity, package: named }: FetchedPackage, folder: string): string {
  const target = join(folder, id);
  mkdirSync(target);
  const [program, ...args] = npm('pack', '--silent', '--pack-destination', target, named);
  run(target, program, ...args);
  const [file = ''] = readdirSync(target);
  const content = readFileSync(join(target, file));
  const found = `sha512-${createHash('sha512').update(content).digest('base64')}`;
  if (found !== integrity) throw new Error(`${named}: ${integrity} expected, ${found} found.`);
  run(target, 'tar', '-xzf', file);
  return join(target, 'package');
}

/** Runs a command in a folder. */
export function run(folder: string, command: string, ...args: readonly string[]): void {
  const { status } = spawnSync(command, args, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) throw new Error(`${basename(command)} failed.`);
}
