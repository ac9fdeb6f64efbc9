import { create, globals } from 'webgpu';

/**
 * Gives Node the WebGPU of a page through Dawn: its classes, constants and adapters. Unhandled errors
 * end the process. Node exits only after the adapters are withdrawn.
 *
 * @returns a function that withdraws the adapters
 */
export function offerGpu(): () => void {
  const navigator: { gpu?: GPU } = { gpu: create([]) };
  define({ ...globals, isSecureContext: true, navigator, reportError: throwLater });
  return () => delete navigator.gpu;
}

/** Defines properties, because some names are accessors of Node that ignore an assignment. */
function define(values: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(values)) {
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  }
}

/** Ends the process, because nobody handles the error. */
function throwLater(error: unknown): void {
  queueMicrotask(() => {
    throw error;
  });
}
