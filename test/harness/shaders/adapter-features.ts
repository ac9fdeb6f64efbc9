// What each project's adapter offers, and the tests that follow from it. Asks no adapter.
import { describe, expect, inject, test } from 'vitest';
import { SCHEMES, type Scheme } from '../../../src/engine/ops/products.ts';
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

/** The schemes of products to test: all of them, or those of `fewSchemes` where the compiler is slow. */
export function schemesToTest(): readonly Scheme[] {
  return inject('slowCompiler') ? fewSchemes() : SCHEMES;
}

/** The schemes that every test of a linear layer runs with: those of `fewSchemes` in the daily tier. */
export function schemesOfTier(): readonly Scheme[] {
  return FULL ? schemesToTest() : fewSchemes();
}

/** For each text of WGSL the scheme that compiles fastest. */
function fewSchemes(): readonly Scheme[] {
  const names = ['tiles-32x32', 'registers-4x4', 'quads-16'];
  return SCHEMES.filter(({ name }) => names.includes(name));
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
