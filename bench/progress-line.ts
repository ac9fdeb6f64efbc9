import type { BenchmarkEvent } from '../src/benchmark/benchmark.ts';

/** How far a benchmark is, in one line. */
export function progressLine({
  entry,
  share,
  secondsLeft,
}: Extract<BenchmarkEvent, { kind: 'progress' }>): string {
  return `${Math.round(100 * share)} %, about ${Math.ceil(secondsLeft)} s left: ${entry}`;
}
