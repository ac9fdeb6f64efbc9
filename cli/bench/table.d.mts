import type { BenchResult } from '../../bench/bench.ts';

export function benchTable(result: BenchResult): string;
