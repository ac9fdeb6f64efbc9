import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { expect, test } from 'vitest';
import { editionAtBuild } from '../../scripts/edition-at-build.mjs';
import { leanShader, leanShaders } from '../../scripts/lean-shaders.mjs';
import { edition } from '../../src/engine/ops/edition.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** FNV-1a of 32 bits. */
function hashOf(text: string): string {
  let hash = 0x811c9dc5n;
  for (let i = 0; i < text.length; i++) {
    hash = ((hash ^ BigInt(text.charCodeAt(i))) * 0x01000193n) % 2n ** 32n;
  }
  return hash.toString(16).padStart(8, '0');
}

test('a built page knows the hash of all its lean shaders without their text, and every other way to run them agrees', async () => {
  const paths = readdirSync(join(root, 'shaders'), { recursive: true, encoding: 'utf8' });
  const texts = paths
    .filter((path) => path.endsWith('.wgsl'))
    .toSorted()
    .map((path) => leanShader(readFileSync(join(root, 'shaders', path), 'utf8')));
  expect(texts.length).toBeGreaterThan(10);
  const built = await build({
    root,
    configFile: false,
    logLevel: 'error',
    plugins: [leanShaders(), editionAtBuild()],
    build: { write: false, lib: { entry: 'src/engine/ops/edition.ts', formats: ['es'] } },
  });
  const [{ output }] = [built].flat() as { output: { code: string }[] }[];
  expect(output).toHaveLength(1);
  expect(output[0].code).toContain(hashOf(texts.join('')));
  expect(edition).toBe(hashOf(texts.join('')));
  expect(output[0].code).not.toContain('@compute');
});
