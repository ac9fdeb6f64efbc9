/** Bytes of a timestamp, which counts nanoseconds. */
const TIMESTAMP_BYTES = 8;

/** Times compute passes by the GPU's own clock; the device has `timestamp-query`. */
export class PassTimer {
  private readonly querySet: GPUQuerySet;
  private readonly resolved: GPUBuffer;
  private readonly staging: GPUBuffer;

  constructor(private readonly device: GPUDevice) {
    const size = 2 * TIMESTAMP_BYTES;
    this.querySet = device.createQuerySet({ label: 'pass timer', type: 'timestamp', count: 2 });
    this.resolved = device.createBuffer({
      label: 'pass timer.resolved',
      size,
      usage: GPUBufferUsage.QUERY_RESOLVE | GPUBufferUsage.COPY_SRC,
    });
    this.staging = device.createBuffer({
      label: 'pass timer.staging',
      size,
      usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST,
    });
  }

  /** Milliseconds of a pass with the dispatches that `record` records. */
  async time(record: (pass: GPUComputePassEncoder) => void): Promise<number> {
    const { device, querySet, resolved, staging } = this;
    const encoder = device.createCommandEncoder();
    const timestampWrites = { querySet, beginningOfPassWriteIndex: 0, endOfPassWriteIndex: 1 };
    const pass = encoder.beginComputePass({ timestampWrites });
    record(pass);
    pass.end();
    encoder.resolveQuerySet(querySet, 0, 2, resolved, 0);
    encoder.copyBufferToBuffer(resolved, 0, staging, 0, staging.size);
    device.queue.submit([encoder.finish()]);
    await staging.mapAsync(GPUMapMode.READ);
    const [begun, ended] = new BigUint64Array(staging.getMappedRange());
    const nanoseconds = Number(ended - begun);
    staging.unmap();
    return nanoseconds / 1e6;
  }

  destroy(): void {
    this.querySet.destroy();
    this.resolved.destroy();
    this.staging.destroy();
  }
}
