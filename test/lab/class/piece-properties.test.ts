import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { PIECE_PROPERTIES } from '../../harness/lab/class/piece-properties.ts';

const CASES = 200;
/** The cases are the same each time; `npm run fuzz` uses others. */
const SEED = 20_261_130;

test.each(PIECE_PROPERTIES)('$parser: $says', async ({ property }) => {
  const told = await fc.check(property, { numRuns: CASES, seed: SEED });
  expect(told.failed ? fc.defaultReportMessage(told) : '').toBe('');
});
