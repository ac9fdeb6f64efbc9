import type { ExperimentSize } from '../experiments/preset.ts';
import type { ExperimentState } from './state.ts';

/** The size of the experiment whose runs are shown. The form may already have another one. */
export function shownSize({ begun, recorded, size }: ExperimentState): ExperimentSize {
  return begun?.size ?? recorded?.size ?? size;
}
