/** The fragment of the benchmark's page. */
export const BENCHMARK_LINK = '#benchmark';

/** Whether the fragment of a link shows the benchmark's page, alone or with a result. */
export function isBenchmarkLink(fragment: string): boolean {
  return fragment === BENCHMARK_LINK || fragment.startsWith(`${BENCHMARK_LINK}=`);
}
