import { spawnSync } from 'node:child_process';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { FULL_TIER_FILES } from '../harness/full-tier-files.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

interface Listed {
  file: string;
  projectName: string;
}

/** The files of tests that Vitest collects in a tier, with their projects, sorted. */
function collected(tier: 'daily' | 'full'): string[] {
  const args = ['node_modules/vitest/vitest.mjs', 'list', '--filesOnly', '--json'];
  const env = { ...process.env, TEST_TIER: tier };
  const { stdout } = spawnSync(process.execPath, args, { cwd: root, env, encoding: 'utf8' });
  const files = JSON.parse(stdout) as Listed[];
  return files.map(({ file, projectName }) => `${projectName} ${relative(root, file)}`).toSorted();
}

test('the daily tier collects every file of the full tier except the files that are named as full', () => {
  const full = collected('full');
  const daily = collected('daily');
  expect(new Set(daily.map((line) => line.split(' ')[0]))).toEqual(new Set(['browser', 'node', 'page']));
  const missing = full.filter((line) => !daily.includes(line)).map((line) => line.split(' ').at(-1) ?? '');
  expect(missing.toSorted()).toEqual(FULL_TIER_FILES.toSorted());
  expect(daily.filter((line) => !full.includes(line))).toEqual([]);
});
