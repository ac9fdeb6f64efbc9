import { PlacedError } from './placed-error.ts';

/** Runs `make` and throws if the device ran out of memory or refused something on the way. */
export async function checked<T>(device: GPUDevice, make: () => Promise<T>): Promise<T> {
  device.pushErrorScope('validation');
  device.pushErrorScope('out-of-memory');
  const making = make();
  // Scopes cover what is called while they stand: all buffers are made before the first await.
  const [memory, validation] = [device.popErrorScope(), device.popErrorScope()];
  const made = await making;
  const [short, refused] = await Promise.all([memory, validation]);
  if (short) throw new PlacedError('memory', `the GPU has no memory left for this model: ${short.message}`);
  if (refused) throw new PlacedError('set-up', refused.message);
  return made;
}

/** The device is gone; another one may come. */
export class DeviceLost extends PlacedError {}

/** Time in which a device that fails says that it is lost. */
const LOSS_MILLISECONDS = 1000;

/** What went wrong on a device: the loss of it, where that is why. Whatever else went wrong has been reported by then. */
export async function causeOf(device: GPUDevice, error: unknown): Promise<unknown> {
  // A browser holds calls back until one wants an answer: their errors would be taken for those of what comes next.
  device.pushErrorScope('validation');
  await device.popErrorScope().catch(() => null);
  const late = new Promise<undefined>((resolve) => setTimeout(resolve, LOSS_MILLISECONDS));
  const lost = await Promise.race([device.lost, late]);
  return lost ? lossOf(lost) : error;
}

function lossOf({ reason, message }: GPUDeviceLostInfo): DeviceLost {
  return new DeviceLost('device', `the GPU was lost: ${message || reason}`);
}

/** Fails when the device is lost, or reports an error that nobody asked about. */
export function watchDevice(device: GPUDevice): { failed: Promise<never>; end: () => void } {
  let end = (): void => {};
  const failed = new Promise<never>((_, reject) => {
    void device.lost.then((lost) => reject(lossOf(lost)));
    const onError = (event: GPUUncapturedErrorEvent): void =>
      reject(new PlacedError('device', event.error.message));
    device.addEventListener('uncapturederror', onError);
    // Dawn in Node passes over the `signal` that would end it.
    end = () => device.removeEventListener('uncapturederror', onError);
  });
  // Whoever races it handles it; a loss after the race is over concerns nobody.
  failed.catch(() => {});
  return { failed, end };
}
