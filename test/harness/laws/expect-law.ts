// Unwraps a fit that succeeded. Checks no number of it.
import { isRefusal } from '../../../src/laws/refusal.ts';
import type { Refusal } from '../../../src/laws/refusal.ts';

/** The law that a fit found. Throws if the fit refused. */
export function expectLaw<Law extends object>(result: Law | Refusal): Law {
  if (isRefusal(result)) throw new Error(`refused: ${result.refused}`);
  return result;
}
