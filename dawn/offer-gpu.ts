import { create, globals } from 'webgpu';

/**
 * Gives Node the WebGPU of a page through Dawn: its classes, constants and adapters. Unhandled errors
 * end the process. Node exits only after the adapters are withdrawn.
 *
 * @param options of Dawn, such as `adapter=NAME`
 * @returns a function that withdraws the adapters
 */
export function offerGpu(options: readonly string[] = []): () => void {
  const navigator: { gpu?: GPU } = { gpu: create(options) };
  define({ ...globals, isSecureContext: true, navigator, reportError: throwLater });
  return () => delete navigator.gpu;
}

/** An adapter that Dawn can choose. */
export interface NamedAdapter {
  readonly backend: string;
  readonly name: string;
}

/** The adapters of this machine, in Dawn's order. Dawn lists them only when it is asked for one that is not there. */
export async function listAdapters(): Promise<NamedAdapter[]> {
  try {
    await create(['adapter=loglog asks for the list']).requestAdapter();
    return [];
  } catch (error) {
    const list = error instanceof Error ? error.message : '';
    return Array.from(
      list.matchAll(/backend: '([^']*)', name: '(.*)'$/gm),
      ([, backend = '', name = '']) => ({
        backend,
        name,
      }),
    );
  }
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
