import type { Refusal } from '../refusal.ts';

/** Says which of some named quantities is not positive and finite, or null. */
export function refuseValues(quantities: Readonly<Record<string, ArrayLike<number>>>): Refusal | null {
  for (const [name, values] of Object.entries(quantities)) {
    for (let i = 0; i < values.length; i++) {
      if (!(values[i] > 0 && values[i] < Infinity))
        return { refused: `every ${name} must be positive and finite: ${values[i]}` };
    }
  }
  return null;
}
