// npm run check:published -- FOLDER: fits the published runs of a folder, and prints for each case the values that its
// authors published and whether ours agree. `--report FILE` also writes the outcomes in the form that count-results.mjs reads.
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { reportResults } from '../../scripts/report-results.mjs';
import { runScript } from '../../scripts/run-script.mjs';
import { columns } from '../columns.ts';
import { CASES } from './published-cases.ts';
import type { Check } from './published-check.ts';

await runScript(() => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { report: { type: 'string' } },
  });
  const [folder, ...others] = positionals;
  if (folder === undefined || others.length > 0)
    throw new Error('One folder is needed: npm run check:published -- FOLDER');
  if (!existsSync(folder)) throw new Error(`${folder} is not there`);
  const results: { title: string; status: 'passed' | 'failed' }[] = [];
  for (const { title, checks } of CASES) {
    const done = checks(folder);
    const holds = done.every((check) => check.holds);
    console.log(`${title}: ${holds ? 'holds' : 'DOES NOT HOLD'}\n${tableOf(done)}\n`);
    results.push({ title, status: holds ? 'passed' : 'failed' });
  }
  const held = results.filter(({ status }) => status === 'passed').length;
  console.log(`${held} of ${results.length} published cases hold`);
  return reportResults(results, values.report);
});

function tableOf(checks: readonly Check[]): string {
  const rows = checks.map(({ what, value, published, holds }) => [
    what,
    String(Number(value.toPrecision(7))),
    published,
    holds ? 'holds' : 'DOES NOT HOLD',
  ]);
  return columns([['', 'value', 'published', 'verdict'], ...rows]);
}
