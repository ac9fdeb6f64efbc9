import { ImportRefused, shown } from '../import-refused.ts';

/** What PyTorch puts before the names of a model's tensors: `DistributedDataParallel`, and `torch.compile`. */
const WRAPPER = /^(?:module\.|_orig_mod\.)+/;

/**
 * Tensors by their names in the model that a program wrapped. The wrapper's prefix must stand before all names.
 * @throws {ImportRefused} if it stands before some only
 */
export function withoutWrapper<Tensor extends { readonly name: string }>(
  tensors: readonly Tensor[],
): Tensor[] {
  const prefixes = tensors.map(({ name }) => WRAPPER.exec(name)?.[0] ?? '');
  const prefix = prefixes.find((one) => one !== '');
  if (prefix === undefined) return [...tensors];
  const other = tensors.find((_, i) => prefixes[i] !== prefix);
  if (other !== undefined) {
    throw new ImportRefused(
      `the prefix ${shown(prefix)} of a wrapped model (DistributedDataParallel or torch.compile) must stand before the names of all tensors, and ${shown(other.name)} lacks it.`,
    );
  }
  return tensors.map((tensor) => ({ ...tensor, name: tensor.name.slice(prefix.length) }));
}
