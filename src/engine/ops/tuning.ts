import type { AttentionVariant } from './attention.ts';
import { findProductVariant, type ProductVariant } from './products.ts';

/** How the fused step does what can be done in several ways: a matter of speed, not of results. */
export interface Tuning {
  /** The adapter is a CPU that plays GPU: few invocations and few barriers are what it wants. */
  software: boolean;
  /** Of all matrix products. */
  products: ProductVariant;
  attention: AttentionVariant;
}

/** A tuning that has been chosen for nobody in particular: for adapters on which nothing was measured. */
export function untuned(software: boolean, features: ReadonlySet<string>): Tuning {
  if (!software) return { software, products: productVariantNamed('tiles-32x32'), attention: 'tiles' };
  return features.has('subgroups')
    ? { software, products: productVariantNamed('quads-16'), attention: 'quads' }
    : // A barrier costs such an adapter more than the two dispatches more that plain attention takes.
      { software, products: productVariantNamed('registers-8x8'), attention: 'plain' };
}

/** Throws if there is none of that name. */
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
