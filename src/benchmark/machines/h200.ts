import { STANDARD_HASH } from '../standard/standard-hash.ts';
import type { RecordedMachine } from './recorded-machine.ts';

/** Milliseconds per step, from docs/PERFORMANCE.md. The scored shapes 32/4, 64/4 and 128/2 were never measured there. */
const MEASURED: Readonly<Record<string, number>> = {
  '32/2': 0.251,
  '64/2': 0.284,
  '128/4': 0.796,
  '512/8': 29.9,
  '64/2 × 8': 0.638,
};

/** The reference machine. Its figures are older than the standard, so they have no intervals, and it has no score of its own. */
export const H200: RecordedMachine = {
  machine: {
    adapter: 'NVIDIA H200',
    software: false,
    browser: 'Node (Dawn)',
    system: 'Linux',
    label: 'Reference machine',
  },
  result: {
    standard: STANDARD_HASH,
    quick: false,
    score: null,
    voided: [],
    entries: Object.entries(MEASURED).map(([name, value]) => ({
      name,
      millisecondsPerStep: { value, low: null, high: null },
    })),
  },
  source:
    'Medians over submits of 200 ms, measured through Dawn before Standard 1 existed, without intervals (docs/PERFORMANCE.md). A score of 1,000 is about this machine.',
};
