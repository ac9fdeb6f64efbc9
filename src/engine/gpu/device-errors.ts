import { PlacedError } from './placed-error.ts';

/** Runs `make` and throws if the device ran out of memory or refused a call. */
export async function checked<T>(device: GPUDevice, make: () => Promise<T>): Promise<T> {
  device.pushErrorScope('validation');
  device.pushErrorScope('out-of-memory');
  const making = make();
  // Error scopes cover the calls made before they are popped. `make` creates all its buffers before its first await.
  const [memory, validation] = [device.popErrorScope(), device.popErrorScope()];
  const made = await making;
  const [short, refused] = await Promise.all([memory, validation]);
  if (short) throw new PlacedError('memory', `the GPU has no memory left for this model: ${short.message}`);
  if (refused) throw new PlacedError('set-up', refused.message);
  return made;
}

/** The device is lost. The browser may offer another one later. */
export class DeviceLost extends PlacedError {}

/** A failing device reports within this time that it is lost. */
const LOSS_MILLISECONDS = 1000;

/**
 * The cause of an error on a device: the loss of the device if it was lost, otherwise the error. Waits until other
 * errors are reported.
 */
export async function causeOf(device: GPUDevice, error: unknown): Promise<unknown> {
  // Browsers batch calls until a result is requested. Flush here, or these errors are attributed to the next operation.
  device.pushErrorScope('validation');
  await device.popErrorScope().catch(() => null);
  const late = new Promise<undefined>((resolve) => setTimeout(resolve, LOSS_MILLISECONDS));
  const lost = await Promise.race([device.lost, late]);
  return lost ? lossOf(lost) : error;
}

function lossOf({ reason, message }: GPUDeviceLostInfo): DeviceLost {
  return new DeviceLost('device', `the GPU was lost: ${message || reason}`);
}

/** `failed` rejects when the device is lost or reports an error outside an error scope. */
export function watchDevice(device: GPUDevice): { failed: Promise<never>; end: () => void } {
  let end = (): void => {};
  const failed = new Promise<never>((_, reject) => {
    void device.lost.then((lost) => reject(lossOf(lost)));
    const onError = (event: GPUUncapturedErrorEvent): void =>
      reject(new PlacedError('device', event.error.message));
    device.addEventListener('uncapturederror', onError);
    // Dawn in Node ignores an AbortSignal, so the listener is removed by hand.
    end = () => device.removeEventListener('uncapturederror', onError);
  });
  // The caller that races this promise handles the rejection. A loss after the race does not matter.
  failed.catch(() => {});
  return { failed, end };
}
