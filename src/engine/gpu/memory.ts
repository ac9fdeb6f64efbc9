import type { View } from './kernel.ts';

type Data = Float32Array<ArrayBuffer> | Uint32Array<ArrayBuffer>;

/** The buffers of one owner: counted while they live, destroyed together. */
export class Memory {
  private readonly buffers: GPUBuffer[] = [];
  private held = 0;

  constructor(readonly device: GPUDevice) {}

  /** Bytes of GPU memory in use now. */
  get bytesHeld(): number {
    return this.held;
  }

  /**
   * A zeroed storage buffer of `count` 32-bit numbers, with a size that is a multiple of 16 bytes, so that kernels can
   * process it in quads.
   */
  storage(label: string, count: number): View {
    const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
    return this.buffer(label, Math.max(Math.ceil(count / 4), 1) * 16, usage);
  }

  /** A storage buffer that starts with `data`. */
  upload(label: string, data: Data): View {
    const view = this.storage(label, data.length);
    this.device.queue.writeBuffer(view.buffer, 0, data);
    return view;
  }

  uniform(label: string, data: ArrayBuffer): View {
    const view = this.buffer(label, data.byteLength, GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST);
    this.device.queue.writeBuffer(view.buffer, 0, data);
    return view;
  }

  /** A buffer that the CPU can map to read. */
  staging(label: string, bytes: number): View {
    return this.buffer(label, bytes, GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST);
  }

  /** Destroys every buffer; call after the last submit that uses one. */
  destroy(): void {
    for (const buffer of this.buffers) buffer.destroy();
    this.buffers.length = 0;
    this.held = 0;
  }

  private buffer(label: string, size: number, usage: GPUBufferUsageFlags): View {
    const buffer = this.device.createBuffer({ label, size, usage });
    this.buffers.push(buffer);
    this.held += size;
    return { buffer, offset: 0, size };
  }
}
