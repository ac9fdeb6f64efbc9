import { create, globals } from 'webgpu';

/**
 * Gives Node what the engine finds in a page: WebGPU's classes and constants, and adapters, through Dawn, and an end to
 * errors that nobody handles. Node ends only once the adapters have been withdrawn.
 *
 * @returns withdraws the adapters
 */
export function offerGpu(): () => void {
  const navigator: { gpu?: GPU } = { gpu: create([]) };
  define({ ...globals, isSecureContext: true, navigator, reportError: throwLater });
  return () => delete navigator.gpu;
}

/** Some of the names are accessors of Node's own, which an assignment would leave as they are. */
function define(values: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(values)) {
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  }
}

/** As an error that nobody handles, it ends the process. */
function throwLater(error: unknown): void {
  queueMicrotask(() => {
    throw error;
  });
}
