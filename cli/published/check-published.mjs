// npm run check:published -- FOLDER: fits the published runs of a folder, and says for each case which values its authors
// have and whether ours are the same. With `--report FILE`, the outcomes are also written as count-results.mjs reads them.
import { existsSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { columns } from '../columns.mjs';
import { loadLaws } from '../fit/load-laws.mjs';
import { runScript } from '../../scripts/run-script.mjs';
import { setUp } from '../../scripts/set-up.mjs';

/** @typedef {import('./published-check.mjs').Check} Check */

await runScript(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { report: { type: 'string' } },
  });
  const [folder, ...others] = positionals;
  if (folder === undefined || others.length > 0)
    throw new Error('One folder is needed: npm run check:published -- FOLDER');
  if (!existsSync(folder)) throw new Error(`${folder} is not there`);
  setUp();
  const { CASES } = await import('./published-cases.mjs');
  /** @type {{ title: string, status: 'passed' | 'failed' }[]} */
  const results = [];
  for (const { title, checks } of CASES) {
    const done = await checks(folder, loadLaws);
    const holds = done.every((check) => check.holds);
    console.log(`${title}: ${holds ? 'holds' : 'DOES NOT HOLD'}\n${tableOf(done)}\n`);
    results.push({ title, status: holds ? 'passed' : 'failed' });
  }
  const held = results.filter(({ status }) => status === 'passed').length;
  console.log(`${held} of ${results.length} published cases hold`);
  const status = held === results.length ? 'passed' : 'failed';
  if (values.report)
    writeFileSync(values.report, JSON.stringify({ testResults: [{ status, assertionResults: results }] }));
  return status === 'passed' ? 0 : 1;
});

/** @param {readonly Check[]} checks */
function tableOf(checks) {
  const rows = checks.map(({ what, value, published, holds }) => [
    what,
    String(Number(value.toPrecision(7))),
    published,
    holds ? 'holds' : 'DOES NOT HOLD',
  ]);
  return columns([['', 'value', 'published', 'verdict'], ...rows]);
}
