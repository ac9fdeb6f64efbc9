import { isRefusal } from '../../../src/laws/refusal.ts';
import type { Refusal } from '../../../src/laws/refusal.ts';

/** The result of a fit that must not refuse. */
export function expectLaw<Law extends object>(result: Law | Refusal): Law {
  if (isRefusal(result)) throw new Error(`refused: ${result.refused}`);
  return result;
}
