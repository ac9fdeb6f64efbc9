import { writeFileSync } from 'node:fs';

/**
 * Writes results to a file, if one is named, in the form that count-results.mjs reads.
 *
 * @param {readonly { title: string, status: 'passed' | 'failed' }[]} results
 * @param {string | undefined} file
 * @returns {number} the exit code: 0 if everything passed
 */
export function reportResults(results, file) {
  const status = results.every((result) => result.status === 'passed') ? 'passed' : 'failed';
  if (file) writeFileSync(file, JSON.stringify({ testResults: [{ status, assertionResults: results }] }));
  return status === 'passed' ? 0 : 1;
}
