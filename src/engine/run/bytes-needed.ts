import { countBackward, countForward } from '../transformer/activations.ts';
import { layOutParameters } from '../model/parameters.ts';
import type { AdapterLimits, ModelShape } from '../trainer.ts';
import { PlacedError } from '../gpu/placed-error.ts';

/** Buffers that hold the parameters, or as many numbers for each of them as is said. */
const PARAMETER_COPIES = {
  parameters: 1,
  gradient: 1,
  'partial gradients': 1,
  moments: 2,
  'a copy of the parameters': 1,
  'a copy of the moments': 2,
};

/** WebGPU tells no size of memory. A few of the largest buffers is what phones and laptops have been seen to give. */
const BUFFERS_THAT_FIT = 4;

/** Bytes of every large buffer of a run, by name. */
export function bytesNeeded(shape: ModelShape, batch: number, lanes: number): ReadonlyMap<string, number> {
  const bytes = new Map<string, number>();
  for (const [name, count] of [...countForward(shape, batch), ...countBackward(shape, batch)]) {
    bytes.set(name, count * lanes * 4);
  }
  const { count } = layOutParameters(shape);
  for (const [name, copies] of Object.entries(PARAMETER_COPIES)) bytes.set(name, copies * count * lanes * 4);
  return bytes;
}

/** Throws, before anything is allocated, if the adapter cannot hold a run; says the bytes needed and the bytes there. */
export function checkBytes(
  bytes: ReadonlyMap<string, number>,
  limits: Pick<AdapterLimits, 'maxBufferSize' | 'maxStorageBufferBindingSize'>,
): void {
  const largest = Math.min(limits.maxBufferSize, limits.maxStorageBufferBindingSize);
  for (const [name, needed] of bytes) {
    if (needed > largest) {
      throw new PlacedError(
        'memory',
        `${name} needs ${needed} bytes in one buffer; this adapter binds at most ${largest}`,
      );
    }
  }
  const needed = [...bytes.values()].reduce((sum, count) => sum + count, 0);
  const there = limits.maxBufferSize * BUFFERS_THAT_FIT;
  if (needed > there) {
    throw new PlacedError(
      'memory',
      `this model needs ${needed} bytes of GPU memory; ${there} are counted on here, ` +
        `${BUFFERS_THAT_FIT} times the adapter's largest buffer`,
    );
  }
}
