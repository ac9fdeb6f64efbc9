// npm run check: types, lint and format; one line for each, with what the tool said of a failure.
import { runScript } from './run-script.mjs';
import { runTool } from './run-tool.mjs';
import { setUp } from './set-up.mjs';

/** @type {[name: string, command: string, ...args: string[]][]} */
const CHECKS = [
  ['types', 'tsc', '--project', 'tsconfig.json'],
  ['types of src/engine', 'tsc', '--project', 'src/engine'],
  ['types of src/laws', 'tsc', '--project', 'src/laws'],
  ['lint', 'oxlint', '--type-aware', '--deny-warnings', '--report-unused-disable-directives'],
  ['format', 'prettier', '--check', '.'],
];

await runScript(async () => {
  setUp();
  let failures = 0;
  for (const [name, command, ...args] of CHECKS) {
    const { code, output } = await runTool(command, args, { quiet: true });
    if (code !== 0) {
      failures++;
      console.log(output.trimEnd());
    }
    console.log(`${code === 0 ? 'passed' : 'FAILED'}  ${name}`);
  }
  return failures === 0 ? 0 : 1;
});
