// npm run check:supply: checks that dependencies are few, locked and permissively licensed, and that two builds give the
// same bytes. Prints what breaks a rule, and one line for each rule. `--report FILE` also writes the outcomes in the form
// that count-results.mjs reads.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { reportResults } from './report-results.mjs';
import { runScript } from './run-script.mjs';
import { runTool } from './run-tool.mjs';
import { differences } from './same-folders.mjs';
import { ROOT, setUp } from './set-up.mjs';
import { supplyRules } from './supply-rules.mjs';

await runScript(async () => {
  const { report } = parseArgs({ options: { report: { type: 'string' } } }).values;
  // If nothing is installed, this installs packages without running their scripts. The build shows that none was needed.
  setUp();
  const rules = [
    ...supplyRules(read('package.json'), read('package-lock.json')),
    { title: 'two builds have the same bytes', broken: await unequalBuilds() },
  ];
  for (const { title, broken } of rules) {
    for (const one of broken) console.log(`  ${one}`);
    console.log(`${broken.length === 0 ? 'passed' : 'FAILED'}  ${title}`);
  }
  const results = rules.map(({ title, broken }) => ({ title, status: outcomeOf(broken) }));
  return reportResults(results, report);
});

/** @param {readonly string[]} broken @returns {'passed' | 'failed'} */
function outcomeOf(broken) {
  return broken.length === 0 ? 'passed' : 'failed';
}

/** @param {string} file */
function read(file) {
  return JSON.parse(readFileSync(join(ROOT, file), 'utf8'));
}

/** The files that differ between two builds, or the output of a build that failed. */
async function unequalBuilds() {
  const work = mkdtempSync(join(tmpdir(), 'loglog-builds-'));
  const [one, other] = [join(work, 'one'), join(work, 'other')];
  try {
    for (const folder of [one, other]) {
      const args = ['build', '--outDir', folder, '--emptyOutDir', '--logLevel', 'error'];
      const { code, output } = await runTool('vite', args, { quiet: true });
      if (code !== 0) return [`the build failed: ${output.trim()}`];
    }
    return differences(one, other);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
