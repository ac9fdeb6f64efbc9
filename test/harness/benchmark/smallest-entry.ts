// Measures the smallest entry of the standard as the benchmark does.
import { expect } from 'vitest';
import { openGpu } from '../../../src/benchmark/device/open-gpu.ts';
import { isLeftOut, prepareEntry } from '../../../src/benchmark/measure/prepare-entry.ts';
import { timePass } from '../../../src/benchmark/measure/time-pass.ts';
import { entryOf, recordedLosses, type Entry } from '../../../src/benchmark/standard/entries.ts';

/** The samples of a pass of 32/2 on a device of its own, and how far its losses are from the recorded ones. */
export async function measureSmallestEntry(): Promise<{ distance: number; samples: readonly number[] }> {
  const gpu = await openGpu();
  const entry = entryOf('32/2');
  const prepared = await prepareEntry(gpu, entry);
  if (isLeftOut(prepared)) throw new Error(prepared.why);
  const { job, kernels, checked } = prepared;
  const { samples } = await timePass(gpu, job, kernels);
  gpu.device.destroy();
  return { distance: lossDistance(checked.losses, entry), samples };
}

/** How far an entry's losses are from the recorded ones, nats per token. */
export function lossDistance(losses: readonly number[], entry: Entry): number {
  const recorded = recordedLosses(entry);
  expect(losses).toHaveLength(recorded.length);
  return Math.max(...losses.map((loss, i) => Math.abs(loss - recorded[i])));
}
