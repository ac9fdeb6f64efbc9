// npm run fuzz [-- --minutes N] [--seed S]: checks the properties of parsers that the tests check, on different inputs each
// time. If one fails, it prints the input and the seed that finds it again, and ends with 1.
import * as fc from 'fast-check';
import { runScript } from '../../scripts/run-script.mjs';
import { BENCHMARK_PROPERTIES } from '../../test/harness/benchmark/benchmark-properties.ts';
import { PIECE_PROPERTIES } from '../../test/harness/lab/class/piece-properties.ts';
import { PROPERTIES } from '../../test/harness/lab/import-properties.ts';
import { LESSON_PROPERTIES } from '../../test/harness/lab/lesson-properties.ts';
import { MEASURED_PROPERTIES } from '../../test/harness/lab/measured-properties.ts';
import { readFuzzOptions } from './options.ts';

/** Cases of one property before the next property is checked. */
const CASES = 1000;

const ALL = [
  ...PROPERTIES,
  ...MEASURED_PROPERTIES,
  ...LESSON_PROPERTIES,
  ...PIECE_PROPERTIES,
  ...BENCHMARK_PROPERTIES,
];

await runScript(async () => {
  const { minutes, seed: first } = readFuzzOptions(process.argv.slice(2));
  const end = Date.now() + minutes * 60_000;
  let seed = first ?? Date.now() % 2 ** 31;
  console.log(`From seed ${seed}, for ${minutes} min`);
  const cases: Record<string, number> = {};
  while (Date.now() < end) {
    for (const { parser, says, property } of ALL) {
      const told = await fc.check(property, {
        numRuns: CASES,
        seed,
        interruptAfterTimeLimit: end - Date.now(),
      });
      cases[parser] = (cases[parser] ?? 0) + told.numRuns;
      if (told.failed && told.counterexample !== null) {
        console.log(`${parser}: this property fails: ${says}\n${fc.defaultReportMessage(told)}`);
        return 1;
      }
    }
    seed = (seed + 1) % 2 ** 31;
  }
  for (const [parser, count] of Object.entries(cases))
    console.log(`${parser.padEnd(12)} ${count.toLocaleString('en')} cases`);
  console.log('Every property holds.');
  return 0;
});
