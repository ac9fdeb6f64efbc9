import type { StoredTensor } from '../trainer.ts';

/**
 * Takes the tensor of that name out of those that are left.
 * @throws with the rule, if it is missing or has another shape
 */
export function takeTensor(
  left: Map<string, StoredTensor>,
  name: string,
  wanted: readonly number[],
): StoredTensor {
  const found = left.get(name);
  if (found === undefined) throw new Error(`the model lacks the tensor ${name}`);
  if (found.shape.join() !== wanted.join()) {
    throw new Error(
      `the tensor ${found.name} must be [${wanted.join(', ')}], not [${found.shape.join(', ')}]`,
    );
  }
  left.delete(name);
  return found;
}

/** @throws if a tensor is left, which belongs to no part of the model */
export function refuseOthers(left: ReadonlyMap<string, StoredTensor>): void {
  const [other] = left.values();
  if (other !== undefined) throw new Error(`the model has no place for the tensor ${other.name}`);
}

/**
 * Tensors by the name of their part of the model.
 * @throws if two have the same
 */
export function tensorsByName(
  stored: readonly StoredTensor[],
  nameOf: (name: string) => string,
): Map<string, StoredTensor> {
  const named = new Map<string, StoredTensor>();
  for (const tensor of stored) {
    const name = nameOf(tensor.name);
    const same = named.get(name);
    if (same !== undefined)
      throw new Error(`the tensors ${same.name} and ${tensor.name} are the same part of the model`);
    named.set(name, tensor);
  }
  return named;
}
