// npm run check:supply: what others deliver is little, locked and permissive, and two builds give the same bytes; one
// line for each rule, after what breaks it. With `--report FILE`, the outcomes are also written as count-results.mjs
// reads them.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runScript } from './run-script.mjs';
import { runTool } from './run-tool.mjs';
import { differences } from './same-folders.mjs';
import { ROOT, setUp } from './set-up.mjs';
import { supplyRules } from './supply-rules.mjs';

await runScript(async () => {
  const { report } = parseArgs({ options: { report: { type: 'string' } } }).values;
  // Installs without anybody's scripts where nothing is installed; the build then shows that none was needed.
  setUp();
  const rules = [
    ...supplyRules(read('package.json'), read('package-lock.json')),
    { title: 'two builds have the same bytes', broken: await unequalBuilds() },
  ];
  for (const { title, broken } of rules) {
    for (const one of broken) console.log(`  ${one}`);
    console.log(`${broken.length === 0 ? 'passed' : 'FAILED'}  ${title}`);
  }
  const results = rules.map(({ title, broken }) => ({
    title,
    status: broken.length === 0 ? 'passed' : 'failed',
  }));
  const status = results.some((result) => result.status === 'failed') ? 'failed' : 'passed';
  if (report) writeFileSync(report, JSON.stringify({ testResults: [{ status, assertionResults: results }] }));
  return status === 'passed' ? 0 : 1;
});

/** @param {string} file */
function read(file) {
  return JSON.parse(readFileSync(join(ROOT, file), 'utf8'));
}

/** Files that are not the same in two builds, or why there are none. */
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
