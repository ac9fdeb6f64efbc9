import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';

const script = fileURLToPath(new URL('../../scripts/count-results.mjs', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'results-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** The output of the script for files of tests with these outcomes. */
function counted(files: { status: string; tests: string[] }[]): string {
  const report = join(folder, 'report.json');
  const testResults = files.map(({ status, tests }) => ({
    status,
    assertionResults: tests.map((outcome) => ({ status: outcome })),
  }));
  writeFileSync(report, JSON.stringify({ testResults }));
  return execFileSync(process.execPath, [script, report], { encoding: 'utf8' });
}

test('passes and failures of all files are added up', () => {
  const files = [
    { status: 'passed', tests: ['passed', 'passed'] },
    { status: 'failed', tests: ['passed', 'failed', 'failed'] },
  ];
  expect(counted(files)).toBe('3 2\n');
});

test('a skipped test did not pass', () => {
  expect(counted([{ status: 'passed', tests: ['passed', 'skipped', 'todo'] }])).toBe('1 2\n');
});

test('a file that failed outside of its tests is one failure', () => {
  expect(counted([{ status: 'failed', tests: ['passed'] }])).toBe('1 1\n');
  expect(counted([{ status: 'failed', tests: [] }])).toBe('0 1\n');
});

test('a report that was never written is one failure', () => {
  expect(execFileSync(process.execPath, [script, join(folder, 'none.json')], { encoding: 'utf8' })).toBe(
    '0 1\n',
  );
});
