import type { AttentionVariant } from './attention.ts';
import { findProductVariant, type ProductVariant } from './products.ts';

/** The variants with which the fast kernels are computed. They change the speed; results differ only by rounding. */
export interface Tuning {
  /** Whether the adapter is a CPU that emulates a GPU: it needs few invocations and few barriers. */
  software: boolean;
  /** The variant of all matrix products. */
  products: ProductVariant;
  attention: AttentionVariant;
}

/** The usual variants, for adapters without measurements. */
export function untuned(software: boolean, features: ReadonlySet<string>): Tuning {
  if (!software) return { software, products: productVariantNamed('tiles-32x32'), attention: 'tiles' };
  return features.has('subgroups')
    ? { software, products: productVariantNamed('quads-16'), attention: 'quads' }
    : // On a CPU that emulates a GPU a barrier costs more than the two extra dispatches of plain attention.
      { software, products: productVariantNamed('registers-8x8'), attention: 'plain' };
}

/** Throws if no variant has that name. */
export function productVariantNamed(name: string): ProductVariant {
  const variant = findProductVariant(name);
  if (!variant) throw new Error(`there is no variant of products named ${name}`);
  return variant;
}

/** Whether a device can run a variant of products or of attention. */
export function fits(
  { requires = [], workgroupBytes = 0 }: { requires?: readonly GPUFeatureName[]; workgroupBytes?: number },
  { features, limits }: GPUDevice,
): boolean {
  return (
    requires.every((feature) => features.has(feature)) &&
    workgroupBytes <= limits.maxComputeWorkgroupStorageSize
  );
}
