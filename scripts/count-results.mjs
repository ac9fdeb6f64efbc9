// count-results.mjs FILE: prints how many results of a report passed, and how many did not. The report is Vitest's JSON,
// or has the same form: { testResults: [{ status, assertionResults: [{ status }] }] }.
import { existsSync, readFileSync } from 'node:fs';

/** @typedef {{ status: string, assertionResults: { status: string }[] }} FileResult */

const report = process.argv[2] ?? '';
const results = existsSync(report) ? readResults(report) : [{ status: 'failed', assertionResults: [] }];
console.log(`${sum(results, passesOf)} ${sum(results, failuresOf)}`);

/** @param {string} path @returns {FileResult[]} */
function readResults(path) {
  return JSON.parse(readFileSync(path, 'utf8')).testResults;
}

/** @param {FileResult[]} files @param {(file: FileResult) => number} figure */
function sum(files, figure) {
  return files.reduce((total, one) => total + figure(one), 0);
}

/** @param {FileResult} file */
function passesOf({ assertionResults }) {
  return assertionResults.filter(({ status }) => status === 'passed').length;
}

/**
 * A skipped test did not pass. A file that failed outside its tests counts as one failure.
 *
 * @param {FileResult} file
 */
function failuresOf(file) {
  const failures = file.assertionResults.length - passesOf(file);
  return file.status === 'passed' ? failures : Math.max(1, failures);
}
