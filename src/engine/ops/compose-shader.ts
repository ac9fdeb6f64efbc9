import type { Shader } from '../gpu/kernel.ts';

/**
 * The only file that makes WGSL from text. What varies in a kernel is an override constant or a size, with three
 * exceptions, because WGSL has neither imports nor generic functions:
 *
 * 1. `shaderOf` joins whole files;
 * 2. `splitProduct` gives the functions of a product a prefix, so that one shader can have several products;
 * 3. `directivesFor` puts the directives of an optional feature first, where WGSL requires them.
 */

/** A shader of one file or several; a file may use what another one declares. */
export function shaderOf(name: string, ...parts: readonly string[]): Shader {
  return { name, code: parts.join('') };
}

/** What each product repeats stands below this line of a `products-*.wgsl`. */
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
