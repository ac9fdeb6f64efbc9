// A sweep of three runs that train in seconds on any adapter. Trains nothing.
import { ownDraft, type Selection } from '../../../src/lab/experiments/selection.ts';

/** Widths 8, 16 and 24, two models each, of 40 steps. */
export const TINY: Selection = {
  experiment: 'widths',
  size: 'quick',
  draft: {
    ...ownDraft('widths', 'quick'),
    widths: '8, 16, 24',
    layers: '1',
    context: '32',
    batch: '4',
    tokens: '5120',
    lanes: '2',
  },
};
