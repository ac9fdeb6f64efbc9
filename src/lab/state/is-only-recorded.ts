import type { ExperimentState } from './state.ts';

/** Whether the page shows a recorded sweep that the person's own may still replace. Without an adapter it is what there is. */
export function isOnlyRecorded({ adapter, failure, recorded }: ExperimentState): boolean {
  return recorded !== null && adapter.kind !== 'none' && failure === '';
}
