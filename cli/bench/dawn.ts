import { join } from 'node:path';
import type { BenchResult, BenchSettings } from '../../bench/bench.ts';
import { ROOT, setUp } from '../../scripts/set-up.mjs';

/**
 * Measures the engine in this process, through Dawn, on the machine's own adapter, without a browser. The JavaScript
 * heap is not measured.
 */
export async function benchInDawn(settings: Omit<BenchSettings, 'readHeap'>): Promise<BenchResult> {
  // Imported only here, because Dawn's package is installed by this line.
  setUp(join(ROOT, 'dawn'));
  const { offerGpu } = await import('../../dawn/offer-gpu.ts');
  const { bench } = await import('../../bench/bench.ts');
  const withdrawGpu = offerGpu();
  try {
    return await bench(settings);
  } finally {
    withdrawGpu();
  }
}
