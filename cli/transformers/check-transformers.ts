// npm run check:transformers -- --python PATH [--python PATH …]: lets Python's transformers open the models that Loglog
// writes, opens those that transformers writes, and compares the logits of both. Each PATH is a Python that has torch and
// transformers. `--record FOLDER` writes the models of the first one into a folder instead.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runScript } from '../../scripts/run-script.mjs';
import { ROOT } from '../../scripts/set-up.mjs';
import {
  compareOurs,
  compareTheirs,
  versionsIn,
  writeOurs,
  type Comparison,
} from '../../test/harness/transformers/exchange-folder.ts';

/** The largest difference of two logits that is rounding, as a share of the largest logit. */
const ROUNDING = 1e-5;
const ANSWERS = join(ROOT, 'cli/transformers/transformers-answers.py');

await runScript(() => {
  const options = { python: { type: 'string', multiple: true }, record: { type: 'string' } } as const;
  const { python = [], record } = parseArgs({ options }).values;
  const [first] = python;
  if (first === undefined) throw new Error('Give a Python that has torch and transformers: --python PATH');
  if (record !== undefined) {
    ask(first, 'record', record);
    return 0;
  }
  return python.map(agrees).every(Boolean) ? 0 : 1;
});

function agrees(python: string): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'loglog-transformers-'));
  try {
    writeOurs(folder);
    ask(python, 'answer', folder);
    console.log(versionsIn(join(folder, 'theirs')));
    const ours = compareOurs(folder).map((one) => print('written by Loglog', one));
    const theirs = compareTheirs(join(folder, 'theirs')).map((one) => print('written by transformers', one));
    return [...ours, ...theirs].every(Boolean);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function ask(python: string, what: string, folder: string): void {
  const { status, error } = spawnSync(python, [ANSWERS, what, folder], { stdio: 'inherit' });
  if (status !== 0) throw new Error(`${python} failed: ${error?.message ?? `it ended with ${status}`}`);
}

function print(origin: string, { model, error, largest }: Comparison): boolean {
  const equal = error <= ROUNDING * largest;
  const numbers = `logits up to ${largest.toFixed(2)}, largest difference ${error.toExponential(1)}`;
  console.log(`  ${equal ? 'equal ' : 'DIFFER'} ${origin}: ${model}, ${numbers}`);
  return equal;
}
