// Adds up the slices of a gradient on the CPU. Runs no kernel.
import { expect } from 'vitest';
import type { KernelBench, LaneTensor } from './kernel-bench.ts';
import { replay } from './random.ts';

/** A tensor's partial gradients: slices one after another, each `count` numbers at distances rounded up to 64. */
export interface Slices {
  offset: number;
  count: number;
  slices: number;
}

export function sliceLength(count: number): number {
  return Math.ceil(count / 64) * 64;
}

/** The gradient of each tensor, `[tensor][lane]`. Fails if a kernel wrote outside the tensors' slices. */
export async function readPartials(
  bench: KernelBench,
  partials: LaneTensor,
  tensors: readonly Slices[],
): Promise<Float64Array[][]> {
  const lanes = await bench.readFloats(partials);
  const sums = tensors.map((slices) => lanes.map((lane) => takeSum(lane, slices)));
  const left = lanes.flatMap((lane) => Array.from(lane).filter((value) => !Number.isNaN(value)));
  expect(left, `numbers written between the slices; ${replay}`).toEqual([]);
  return sums;
}

/** Adds up the slices and replaces them by NaN. */
function takeSum(lane: Float32Array, { offset, count, slices }: Slices): Float64Array {
  const sum = new Float64Array(count);
  for (let slice = 0; slice < slices; slice++) {
    const own = lane.subarray(offset + slice * sliceLength(count)).subarray(0, count);
    own.forEach((value, i) => (sum[i] += value));
    own.fill(NaN);
  }
  return sum;
}
