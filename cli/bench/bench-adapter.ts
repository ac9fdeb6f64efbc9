import type { Details } from '../../bench/details.ts';
import type { BenchmarkSettings, Measured } from '../../src/benchmark/benchmark.ts';
import type { BenchmarkResult, Machine } from '../../src/benchmark/result.ts';

/** Where the bench measures: a page in a browser, or this process. */
export interface BenchAdapter {
  measure(settings: BenchmarkSettings): Promise<BenchmarkResult>;
  measureDetails(): Promise<Details>;
  /** `[lane][step]`, nats per token. */
  recordLosses(shape: string): Promise<number[][]>;
}

/** Opens an adapter, hands it to `use`, and closes it. */
export type InAdapter = <T>(use: (adapter: BenchAdapter) => Promise<T>) => Promise<T>;

/** What was measured now, with the machine on which it was measured. */
export function resultOf(
  { adapter, ...measured }: Measured,
  machine: Pick<Machine, 'browser' | 'system'>,
): BenchmarkResult {
  const { name, software } = adapter;
  return { ...measured, made: Date.now(), machine: { adapter: name, software, label: '', ...machine } };
}
