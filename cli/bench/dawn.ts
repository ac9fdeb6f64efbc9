import { release, type as systemType } from 'node:os';
import { progressLine } from '../../bench/progress-line.ts';
import { resultOf, type BenchAdapter } from './bench-adapter.ts';
import { importDawn } from './import-dawn.ts';

/**
 * Measures in this process, through Dawn, on the machine's own adapter, without a browser. The JavaScript heap is not
 * measured.
 */
export async function benchInDawn<T>(use: (adapter: BenchAdapter) => Promise<T>): Promise<T> {
  const { offerGpu } = await importDawn();
  const { LocalBenchmark } = await import('../../src/benchmark/measure/local-benchmark.ts');
  const { measureDetails } = await import('../../bench/details.ts');
  const { recordLosses } = await import('../../bench/record-losses.ts');
  const withdrawGpu = offerGpu();
  const machine = {
    browser: `Node ${process.versions.node.split('.')[0]} (Dawn)`,
    system: `${systemType()} ${release()}`,
  };
  const tell = (line: string): void => console.error(line);
  try {
    return await use({
      measure: async (settings) => {
        const benchmark = new LocalBenchmark();
        const measured = await benchmark.run(settings, (event) => {
          if (event.kind === 'progress') tell(progressLine(event));
        });
        return resultOf(measured, machine);
      },
      measureDetails: () => measureDetails(),
      recordLosses,
    });
  } finally {
    withdrawGpu();
  }
}
