// Makes results of benchmarks that are as the standard wants them, and changes one thing of them. Measures nothing.
import type { BenchmarkResult, EntryTimes } from '../../../src/benchmark/result.ts';
import { entriesOf, entryOf, recordedLosses } from '../../../src/benchmark/standard/entries.ts';
import { STANDARD_HASH } from '../../../src/benchmark/standard/standard-hash.ts';

/** Ten samples around a time, one per cent apart and without any trend. */
const PASSES = [
  [1, 1.01, 0.99, 1.02, 0.98],
  [0.99, 1, 1.02, 0.98, 1.01],
] as const;

/** The times of an entry, with the losses that the standard records. */
export function timesOf(name: string, millisecondsPerStep: number): EntryTimes {
  const entry = entryOf(name);
  const [first, second] = PASSES;
  return {
    name,
    kernels: 'tiles-32x32',
    warmUpSteps: 120,
    stepsPerSample: Math.ceil(220 / millisecondsPerStep),
    passes: [
      first.map((share) => share * millisecondsPerStep),
      second.map((share) => share * millisecondsPerStep),
    ],
    losses: recordedLosses(entry),
    dispatchesPerStep: 8 + 12 * entry.shape.layers,
    bytesHeld: 19_000_000,
  };
}

/** A whole result of a machine that needs so many times as long as the reference one. */
export function resultOfMachine(times = 2, changed: Partial<BenchmarkResult> = {}): BenchmarkResult {
  const entries = entriesOf(false, false).map(({ name, referenceMilliseconds = 10 }) =>
    timesOf(name, times * referenceMilliseconds),
  );
  return {
    standard: STANDARD_HASH,
    quick: false,
    edition: '0123abcd',
    made: Date.UTC(2026, 10, 30, 12),
    machine: { adapter: 'NVIDIA H200', software: false, browser: 'Chrome 148', system: 'Linux', label: '' },
    seed: 7,
    order: entries.map(({ name }) => name).toReversed(),
    entries,
    leftOut: [],
    ceilings: {
      gigaflopsPerSecond: 57_600,
      gigabytesPerSecond: 4_070,
      microsecondsPerDispatch: 2.55,
      millisecondsPerSubmit: 0.023,
      millisecondsPerReadback: 0.31,
    },
    firstLossMilliseconds: 812.4,
    compileMilliseconds: 640.2,
    circumstances: { hidden: false, gaps: 0, throttled: '' },
    ...changed,
  };
}

/** A result with one of its entries changed. */
export function withEntry(
  result: BenchmarkResult,
  name: string,
  change: (times: EntryTimes) => Partial<EntryTimes>,
): BenchmarkResult {
  return {
    ...result,
    entries: result.entries.map((entry) => (entry.name === name ? { ...entry, ...change(entry) } : entry)),
  };
}

/** A result without one of its entries. */
export function withoutEntry(result: BenchmarkResult, name: string, why: string): BenchmarkResult {
  return {
    ...result,
    entries: result.entries.filter((entry) => entry.name !== name),
    order: result.order.filter((one) => one !== name),
    leftOut: [{ name, why }],
  };
}
