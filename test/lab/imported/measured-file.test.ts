import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { MEASURED_PROPERTIES } from '../../harness/lab/measured-properties.ts';

const CASES = 300;
/** The cases are the same each time; `npm run fuzz` uses others. */
const SEED = 20_261_129;

test.each(MEASURED_PROPERTIES)('$says', async ({ property }) => {
  const told = await fc.check(property, { numRuns: CASES, seed: SEED });
  expect(told.failed ? fc.defaultReportMessage(told) : '').toBe('');
});
