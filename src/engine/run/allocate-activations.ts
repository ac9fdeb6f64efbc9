import type { View } from '../gpu/kernel.ts';
import type { Memory } from '../gpu/memory.ts';

/** Numbers that one lane keeps in each named buffer. */
export type ActivationCounts = ReadonlyMap<string, number>;

/** Allocates the named buffers, `[R, …]`. The result looks up a buffer by name, and throws if there is none. */
export function allocateActivations(
  memory: Memory,
  counts: readonly ActivationCounts[],
  lanes: number,
): (name: string) => View {
  const views = new Map<string, View>();
  for (const [name, count] of counts.flatMap((part) => [...part])) {
    views.set(name, memory.storage(name, count * lanes));
  }
  return (name) => {
    const view = views.get(name);
    if (!view) throw new Error(`this model keeps no ${name}`);
    return view;
  };
}
