import type { AdapterReport } from '../../src/engine/trainer.ts';

/** The adapter that a bench measured, in words. */
export function adapterLine({ name, software }: Pick<AdapterReport, 'name' | 'software'>): string {
  return `${name} (${software ? 'software: says nothing about a GPU' : 'hardware'})`;
}
