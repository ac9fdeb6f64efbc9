import type { Shader } from '../gpu/kernel.ts';

/**
 * The only file that makes WGSL from text. A kernel varies by override constants and sizes, with three exceptions,
 * because WGSL has neither imports nor generic functions:
 *
 * 1. `shaderOf` joins whole files;
 * 2. `splitProduct` gives the functions of a product a prefix, so that one shader can have several products;
 * 3. `directivesFor` puts the directives of an optional feature first, where WGSL requires them.
 */

/** A shader of one or several files. A file may use the declarations of another one. */
export function shaderOf(name: string, ...parts: readonly string[]): Shader {
  return { name, code: parts.join('') };
}

/** The text below this line of a `products-*.wgsl` is repeated for each product. */
const SPLIT = '// --- for each product\n';

/** A `products-*.wgsl` as the part that a shader states once, and the functions of a product, named `{prefix}_…`. */
export function splitProduct(code: string): { prelude: string; product(prefix: string): string } {
  const [prelude, product] = code.split(SPLIT);
  return { prelude, product: (prefix) => product.replaceAll('product_', `${prefix}_`) };
}

const SUBGROUPS = 'enable subgroups;\ndiagnostic(off, subgroup_uniformity);\n';

export function directivesFor(features: readonly GPUFeatureName[] = []): string {
  return features.includes('subgroups') ? SUBGROUPS : '';
}
