import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';

const script = fileURLToPath(new URL('../../scripts/count-results.mjs', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'results-'));
const report = join(folder, 'report.json');
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** The first line that the script prints for files of tests with these outcomes. */
function counted(files: { status: string; tests: string[] }[]): string {
  const testResults = files.map(({ status, tests }) => ({
    status,
    assertionResults: tests.map((outcome) => ({ status: outcome })),
  }));
  return printed(testResults).split('\n')[0] ?? '';
}

function printed(testResults: unknown[]): string {
  writeFileSync(report, JSON.stringify({ testResults }));
  return execFileSync(process.execPath, [script, report], { encoding: 'utf8' });
}

test('passes and failures of all files are added up', () => {
  const files = [
    { status: 'passed', tests: ['passed', 'passed'] },
    { status: 'failed', tests: ['passed', 'failed', 'failed'] },
  ];
  expect(counted(files)).toBe('3 2');
});

test('a skipped test did not pass', () => {
  expect(counted([{ status: 'passed', tests: ['passed', 'skipped', 'todo'] }])).toBe('1 2');
});

test('a file that failed outside of its tests is one failure', () => {
  expect(counted([{ status: 'failed', tests: ['passed'] }])).toBe('1 1');
  expect(counted([{ status: 'failed', tests: [] }])).toBe('0 1');
});

test('each test that did not pass is named with its file, its error and its own lines of the call stack', () => {
  const failed = {
    fullName: 'adds up',
    status: 'failed',
    failureMessages: [
      'Error: \u001b[31m3\u001b[39m is not 2\n\nCall log:\n  - waiting\n    at add (/w/node_modules/x.js:1)\n    at /w/a.test.ts:2',
    ],
  };
  const files = [
    { name: 'a.test.ts', status: 'failed', assertionResults: [{ status: 'passed' }, failed] },
    { name: 'b.test.ts', status: 'failed', message: 'No such module', assertionResults: [] },
    { status: 'failed', assertionResults: [{ title: 'lint', status: 'failed' }] },
  ];
  expect(printed(files).trimEnd().split('\n').slice(1)).toEqual([
    'a.test.ts adds up failed: Error: 3 is not 2',
    '    Call log:',
    '    - waiting',
    '    at /w/a.test.ts:2',
    'b.test.ts failed outside of its tests: No such module',
    'lint failed:',
  ]);
});

test('a report that was never written is one failure', () => {
  const output = execFileSync(process.execPath, [script, join(folder, 'none.json')], { encoding: 'utf8' });
  expect(output.split('\n')[0]).toBe('0 1');
});
