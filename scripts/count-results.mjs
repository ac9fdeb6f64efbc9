// count-results.mjs FILE: prints how many results of a report passed, and how many did not; then a line for each that did
// not, with its file, its name and the first line of its error, and below it the other lines that tell where it stood. The
// report is Vitest's JSON, or has the same form:
// { testResults: [{ name, status, message, assertionResults: [{ title, fullName, status, failureMessages }] }] },
// where only statuses are required.
import { existsSync, readFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';

/** More lines than this would hide what else failed. */
const LINES_OF_AN_ERROR = 16;

/** @typedef {{ status: string, title?: string, fullName?: string, failureMessages?: string[] }} Result */
/** @typedef {{ status: string, name?: string, message?: string, assertionResults: Result[] }} FileResult */

const report = process.argv[2] ?? '';
const unwritten = { name: report, status: 'failed', message: 'no such report', assertionResults: [] };
const results = existsSync(report) ? readResults(report) : [unwritten];
console.log(`${sum(results, passesOf)} ${sum(results, failuresOf)}`);
for (const line of results.flatMap(linesOf)) console.log(line);

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

/** @param {FileResult} file */
function linesOf(file) {
  const bad = file.assertionResults.filter(({ status }) => status !== 'passed');
  if (bad.length === 0 && file.status === 'passed') return [];
  if (bad.length === 0) return [described(file.name, 'failed outside of its tests', file.message)];
  return bad.map(({ title = '', fullName = title, status, failureMessages }) =>
    described(file.name, `${fullName} ${status}`, failureMessages?.[0]),
  );
}

/**
 * Of a call stack only this project's own lines are told.
 *
 * @param {string} file @param {string} what @param {string} [error]
 */
function described(file = '', what, error = '') {
  const lines = stripVTControlCharacters(error)
    .split('\n')
    .filter((line) => line.trim() !== '' && !/^\s+at .*(node_modules|node:)/.test(line));
  const [first = '', ...rest] = lines.slice(0, LINES_OF_AN_ERROR);
  return [`${file} ${what}: ${first}`.trim(), ...rest.map((line) => `    ${line.trim()}`)].join('\n');
}
