// npm run check: types, lint and format. Prints what the tool says of a failure, and one line for each check. `--report FILE`
// also writes the outcomes in the form that count-results.mjs reads.
import { parseArgs } from 'node:util';
import { reportResults } from './report-results.mjs';
import { runScript } from './run-script.mjs';
import { runTool } from './run-tool.mjs';
import { setUp } from './set-up.mjs';

/** @type {[name: string, command: string, ...args: string[]][]} */
const CHECKS = [
  ['types', 'tsc', '--project', 'tsconfig.json'],
  ['types of src/engine', 'tsc', '--project', 'src/engine'],
  ['types of src/laws', 'tsc', '--project', 'src/laws'],
  ['types of workers/offline', 'tsc', '--project', 'workers/offline'],
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
  return reportResults(results, report);
});
