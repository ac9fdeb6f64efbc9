import { PlacedError } from '../gpu/placed-error.ts';
import type { AdapterLimits } from '../trainer.ts';
import type { Network } from './network.ts';

/** Buffers that hold so many numbers for each parameter. */
const PARAMETER_COPIES = {
  parameters: 1,
  gradient: 1,
  'partial gradients': 1,
  moments: 2,
  'a copy of the parameters': 1,
  'a copy of the moments': 2,
};

/**
 * WebGPU does not report how much memory a GPU has. Phones and laptops can usually allocate a few of the largest
 * buffers.
 */
const BUFFERS_THAT_FIT = 4;

/** Bytes of every large buffer of a run, by name. */
export function bytesNeeded(network: Network, batch: number, lanes: number): ReadonlyMap<string, number> {
  const bytes = new Map<string, number>();
  for (const [name, count] of network.activations(batch)) bytes.set(name, count * lanes * 4);
  const { count } = network.layout;
  for (const [name, copies] of Object.entries(PARAMETER_COPIES)) bytes.set(name, copies * count * lanes * 4);
  return bytes;
}

/** Throws before anything is allocated if the adapter cannot hold a run; the message has the bytes needed and available. */
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
