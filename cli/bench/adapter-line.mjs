/** @param {import('../../src/engine/trainer.ts').AdapterReport} adapter */
export function adapterLine({ name, software }) {
  return `${name} (${software ? 'software: says nothing of a GPU' : 'hardware'})`;
}
