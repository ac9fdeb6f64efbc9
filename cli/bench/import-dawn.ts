import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, setUp } from '../../scripts/set-up.mjs';

/** Dawn's package is not there. */
export class NoDawn extends Error {}

/**
 * Dawn, whose package a clone installs when it is first needed. Beside the published command, whoever trains installs it.
 *
 * @throws {NoDawn}
 */
export async function importDawn() {
  const folder = join(ROOT, 'dawn');
  if (existsSync(join(folder, 'package-lock.json'))) setUp(folder);
  try {
    return await import('../../dawn/offer-gpu.ts');
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new NoDawn(`A GPU needs the package webgpu: npm install webgpu. (${why})`, { cause: error });
  }
}
