import type { BenchmarkResult } from '../../benchmark/result.ts';
import { benchmarkJson, readBenchmarkJson } from '../../benchmark/result/benchmark-json.ts';
import { errorWords, type Refusal } from '../../laws/refusal.ts';

/**
 * One text of a few kilobytes: so it lies in `localStorage`, which every tab can write at once. The archive of experiments is
 * written by one tab alone.
 */
const KEY = 'loglog-benchmark';

/** Keeps the last result over a reload. @returns why it could not; empty if it could */
export function keepResult(result: BenchmarkResult): string {
  try {
    localStorage.setItem(KEY, benchmarkJson(result));
    return '';
  } catch (error) {
    return `This browser cannot keep the result over a reload: ${errorWords(error)}. Save it as JSON.`;
  }
}

/** The kept result, or why it cannot be read; null if there is none. */
export function keptResult(): BenchmarkResult | Refusal | null {
  try {
    const kept = localStorage.getItem(KEY);
    return kept === null ? null : readBenchmarkJson(kept);
  } catch (error) {
    return { refused: errorWords(error) };
  }
}

export function forgetResult(): void {
  localStorage.removeItem(KEY);
}
