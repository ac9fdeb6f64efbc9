import type { TuningStore } from './autotune.ts';
import { keptValues } from './kept-values.ts';
import type { TuningResult } from './measure-kernels.ts';

/** Stores choices of kernels in this browser. */
export const browserTunings: TuningStore = keptValues(isTuningResult);

function isTuningResult(value: unknown): value is TuningResult {
  return (
    typeof value === 'object' &&
    value !== null &&
    'scheme' in value &&
    'attention' in value &&
    'plain' in value &&
    'rejected' in value &&
    Array.isArray(value.rejected)
  );
}
