// The features of each project's adapter, and the tests that depend on them. Asks no adapter.
import { describe, expect, inject, test } from 'vitest';
import { PRODUCT_VARIANTS, type ProductVariant } from '../../../src/engine/ops/products.ts';
import { FULL } from '../tier.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The optional features of this project's adapter; `adapter-features.test.ts` checks them. */
    adapterFeatures: GPUFeatureName[];
    /** Whether its compiler takes seconds for a pipeline. Then only some variants of a shader's text are tested. */
    slowCompiler: boolean;
    /** Whether all kernels follow recorded runs to their ends, not only those that the adapter would choose. */
    everyStep: boolean;
  }
}

/** The variants of products to test: all of them, or `fewProductVariants` if the compiler is slow. */
export function productVariantsToTest(): readonly ProductVariant[] {
  return inject('slowCompiler') ? fewProductVariants() : PRODUCT_VARIANTS;
}

/** The variants that every test of a linear layer runs with: `fewProductVariants` in the daily tier. */
export function productVariantsOfTier(): readonly ProductVariant[] {
  return FULL ? productVariantsToTest() : fewProductVariants();
}

/** For each text of WGSL the variant that compiles fastest. */
function fewProductVariants(): readonly ProductVariant[] {
  const names = ['tiles-32x32', 'registers-4x4', 'quads-16'];
  return PRODUCT_VARIANTS.filter(({ name }) => names.includes(name));
}

/** The features that this project's adapter lacks. */
export function lacking(features: readonly GPUFeatureName[]): GPUFeatureName[] {
  return features.filter((feature) => !inject('adapterFeatures').includes(feature));
}

/** A group of tests that need features. If the adapter lacks one, a single test that says so replaces them. */
export function describeWith(
  device: GPUDevice,
  features: readonly GPUFeatureName[],
  name: string,
  tests: () => void,
): void {
  const missing = lacking(features);
  const fitting = missing.length === 0 ? tests : () => sayMissing(device, missing);
  describe(`${name}, with ${features.join(' and ')}`, () => {
    fitting();
  });
}

function sayMissing(device: GPUDevice, features: readonly GPUFeatureName[]): void {
  test(`is not for this adapter, which lacks ${features.join(' and ')}`, () => {
    expect(features.filter((feature) => device.features.has(feature))).toEqual([]);
  });
}
