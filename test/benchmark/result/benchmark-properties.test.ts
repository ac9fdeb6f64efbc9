import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { BENCHMARK_PROPERTIES } from '../../harness/benchmark/benchmark-properties.ts';
import { FULL } from '../../harness/tier.ts';

const CASES = FULL ? 200 : 50;
/** The cases are the same each time; `npm run fuzz` uses others. */
const SEED = 20_261_130;

test.each(BENCHMARK_PROPERTIES)('$says', async ({ property }) => {
  const told = await fc.check(property, { numRuns: CASES, seed: SEED });
  expect(told.failed ? fc.defaultReportMessage(told) : '').toBe('');
});
