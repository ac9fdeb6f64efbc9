import type { ExperimentSummary } from '../../../src/lab/storage/experiment-summary.ts';

/** A trained experiment on disk with nothing in it, but for the given changes. */
export function experimentSummary(change: Partial<ExperimentSummary>): ExperimentSummary {
  return {
    number: 1,
    title: '',
    origin: 'trained',
    begun: 0,
    experiment: 'widths',
    size: 'quick',
    note: '',
    pinned: false,
    removed: false,
    measuredRuns: 0,
    states: {},
    bytes: 0,
    weightBytes: 0,
    sources: [],
    models: [],
    ...change,
  };
}
