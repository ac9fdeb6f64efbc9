import { soon } from './completion.ts';
import type { View } from './kernel.ts';
import type { Memory } from './memory.ts';

/** A few staging buffers that are used in turn, so that a read never waits for the last one. */
export class StagingRing {
  private readonly free: View[];

  /** `slots` buffers of `bytes`. */
  constructor(
    private readonly memory: Memory,
    label: string,
    private readonly bytes: number,
    slots: number,
  ) {
    this.free = Array.from({ length: slots }, (_, slot) => memory.staging(`${label} ${slot}`, bytes));
  }

  /** Whether a read can start now. */
  get ready(): boolean {
    return this.free.length > 0;
  }

  /** Copies the start of `source` after all submitted work, and settles with a copy of its bytes. */
  async read(source: View): Promise<ArrayBuffer> {
    const staging = this.free.pop();
    if (!staging) throw new Error('every staging buffer is being read');
    const { device } = this.memory;
    const encoder = device.createCommandEncoder({ label: 'read back' });
    encoder.copyBufferToBuffer(source.buffer, source.offset, staging.buffer, 0, this.bytes);
    device.queue.submit([encoder.finish()]);
    await soon(device, staging.buffer.mapAsync(GPUMapMode.READ));
    const copy = staging.buffer.getMappedRange().slice(0);
    staging.buffer.unmap();
    this.free.push(staging);
    return copy;
  }
}
