import { PlacedError } from '../gpu/placed-error.ts';
import type { AdapterLimits, MemoryRefusal } from '../trainer.ts';
import { bufferWords } from './buffer-words.ts';
import type { Network } from './network.ts';

/** Buffers that hold so many numbers for each parameter. */
const PARAMETER_COPIES = {
  'the parameters': 1,
  'the gradients': 1,
  'the partial gradients': 1,
  'the moments': 2,
  'copies of the parameters': 1,
  'copies of the moments': 2,
};

/**
 * WebGPU does not report how much memory a GPU has. Phones and laptops can usually allocate a few of the largest
 * buffers.
 */
const BUFFERS_THAT_FIT = 4;

/** Bytes of every large buffer of a run, by name. */
export interface RunBytes {
  readonly activations: ReadonlyMap<string, number>;
  /** The buffers that grow with the number of parameters. */
  readonly weights: ReadonlyMap<string, number>;
}

/** What one buffer or the whole run needs beyond what the adapter has. */
type Excess = Omit<MemoryRefusal, 'run'>;

type Limits = Pick<AdapterLimits, 'maxBufferSize' | 'maxStorageBufferBindingSize'>;

export function bytesNeeded(network: Network, batch: number, lanes: number): RunBytes {
  const { count } = network.layout;
  const activations = new Map<string, number>();
  const weights = new Map<string, number>();
  for (const [name, numbers] of network.activations(batch)) activations.set(name, numbers * lanes * 4);
  for (const [name, copies] of Object.entries(PARAMETER_COPIES))
    weights.set(name, copies * count * lanes * 4);
  return { activations, weights };
}

/** Why an adapter cannot hold a run, with the bytes needed and available; undefined if it can. */
export function memoryExcess(bytes: RunBytes, limits: Limits): Excess | undefined {
  return bufferExcess(bytes, limits) ?? wholeExcess(bytes, limits);
}

/** Throws before anything is allocated if the adapter cannot hold a run. */
export function checkBytes(bytes: RunBytes, limits: Limits): void {
  const excess = memoryExcess(bytes, limits);
  if (excess) throw new PlacedError('memory', excess.message);
}

function bufferExcess({ activations, weights }: RunBytes, limits: Limits): Excess | undefined {
  const largest = Math.min(limits.maxBufferSize, limits.maxStorageBufferBindingSize);
  const limit = limits.maxBufferSize === largest ? 'maxBufferSize' : 'maxStorageBufferBindingSize';
  for (const [most, buffers] of Object.entries({ activations, weights })) {
    for (const [name, needed] of buffers) {
      if (needed <= largest) continue;
      const words = most === 'weights' ? name : bufferWords(name);
      const message = `${words} take ${needed} bytes in one buffer; this adapter binds at most ${largest} (${limit})`;
      return { message, most: most === 'weights' ? 'weights' : 'activations' };
    }
  }
  return undefined;
}

function wholeExcess({ activations, weights }: RunBytes, { maxBufferSize }: Limits): Excess | undefined {
  const sum = (buffers: ReadonlyMap<string, number>): number =>
    [...buffers.values()].reduce((total, bytes) => total + bytes, 0);
  const [active, fixed] = [sum(activations), sum(weights)];
  const there = maxBufferSize * BUFFERS_THAT_FIT;
  if (active + fixed <= there) return undefined;
  const message =
    `this model needs ${active + fixed} bytes of GPU memory; ${there} are counted on here, ` +
    `${BUFFERS_THAT_FIT} times the adapter's largest buffer (maxBufferSize)`;
  return { message, most: fixed > active ? 'weights' : 'activations' };
}
