// Lists tunings with every variant of products and every attention. Does not list every combination, and measures nothing.
import { fits, type Tuning } from '../../../src/engine/ops/tuning.ts';
import { ATTENTION_VARIANTS } from '../../../src/engine/ops/attention.ts';
import type { Gpu } from '../../../src/engine/run/training-run.ts';
import { productVariantsToTest } from '../shaders/adapter-features.ts';

/** The fewest tunings that contain every variant of products and of attention that the device can run. */
export function everyTuning({ device }: Gpu): Tuning[] {
  const products = productVariantsToTest().filter((variant) => fits(variant, device));
  const attentions = ATTENTION_VARIANTS.filter((variant) => fits(variant, device));
  return Array.from({ length: Math.max(products.length, attentions.length) }, (_, i) => ({
    software: i % 2 === 0,
    products: products[i % products.length],
    attention: attentions[i % attentions.length].name,
  }));
}
