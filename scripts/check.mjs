// npm run check: types, lint and format; one line for each, after what the tool said of a failure. With
// `--report FILE`, the outcomes are also written as count-results.mjs reads them.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { runScript } from './run-script.mjs';
import { runTool } from './run-tool.mjs';
import { setUp } from './set-up.mjs';

/** @type {[name: string, command: string, ...args: string[]][]} */
const CHECKS = [
  ['types', 'tsc', '--project', 'tsconfig.json'],
  ['types of src/engine', 'tsc', '--project', 'src/engine'],
  ['types of src/laws', 'tsc', '--project', 'src/laws'],
  ['lint', 'oxlint', '--deny-warnings'],
  ['format', 'prettier', '--check', '.'],
];

await runScript(async () => {
  const { report } = parseArgs({ options: { report: { type: 'string' } } }).values;
  setUp();
  /** @type {{ title: string, status: 'passed' | 'failed' }[]} */
  const results = [];
  for (const [title, command, ...args] of CHECKS) {
    const { code, output } = await runTool(command, args, { quiet: true });
    if (code !== 0) console.log(output.trimEnd());
    console.log(`${code === 0 ? 'passed' : 'FAILED'}  ${title}`);
    results.push({ title, status: code === 0 ? 'passed' : 'failed' });
  }
  const status = results.some((result) => result.status === 'failed') ? 'failed' : 'passed';
  if (report) writeFileSync(report, JSON.stringify({ testResults: [{ status, assertionResults: results }] }));
  return status === 'passed' ? 0 : 1;
});
