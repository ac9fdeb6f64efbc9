// npm run fuzz [-- --minutes N] [--seed S]: what the tests hold parsers to, with other inputs each time, for so long. Ends
// with 1 where one breaks a rule, and prints it with the seed that finds it again.
import { join } from 'node:path';
import * as fc from 'fast-check';
import { runnerImport } from 'vite';
import { readFuzzOptions } from './fuzz-options.mjs';
import { runScript } from './run-script.mjs';
import { ROOT, setUp } from './set-up.mjs';

/** Of one property before the next one's turn. */
const CASES = 1000;

await runScript(async () => {
  const { minutes, seed: first } = readFuzzOptions(process.argv.slice(2));
  setUp();
  /** @type {{ module: typeof import('../test/harness/lab/import-properties.ts') }} */
  const { module } = await runnerImport(join(ROOT, 'test/harness/lab/import-properties.ts'), {
    root: ROOT,
    configFile: false,
    logLevel: 'error',
  });
  const end = Date.now() + minutes * 60_000;
  let seed = first ?? Date.now() % 2 ** 31;
  console.log(`From seed ${seed}, for ${minutes} min`);
  /** @type {Record<string, number>} */
  const cases = {};
  while (Date.now() < end) {
    for (const { parser, says, property } of module.PROPERTIES) {
      const told = await fc.check(property, {
        numRuns: CASES,
        seed,
        interruptAfterTimeLimit: end - Date.now(),
      });
      cases[parser] = (cases[parser] ?? 0) + told.numRuns;
      if (told.failed && told.counterexample !== null) {
        console.log(`${parser}: it is not so that ${says}\n${fc.defaultReportMessage(told)}`);
        return 1;
      }
    }
    seed = (seed + 1) % 2 ** 31;
  }
  for (const [parser, count] of Object.entries(cases))
    console.log(`${parser.padEnd(12)} ${count.toLocaleString('en')} cases`);
  console.log('Nothing found.');
  return 0;
});
