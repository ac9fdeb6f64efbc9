import { loadWgsl, type Shader, type Wgsl } from '../gpu/kernel.ts';

/**
 * The only file that makes WGSL from text. A kernel varies by override constants and sizes, with three exceptions,
 * because WGSL has neither imports nor generic functions:
 *
 * 1. `shaderOf` joins whole files;
 * 2. `productsOf` gives the functions of a product a prefix, so that one shader can have several products;
 * 3. `directivesFor` puts the directives of an optional feature first, where WGSL requires them.
 */

/** A shader of one or several files. A file may use the declarations of another one. */
export function shaderOf(name: string, ...parts: readonly Wgsl[]): Shader {
  return { name, code: async () => (await Promise.all(parts.map(loadWgsl))).join('') };
}

/** The text below this line of a `products-*.wgsl` is repeated for each product. */
const SPLIT = '// --- for each product\n';

/** A `products-*.wgsl`: the part that a shader states once, then the functions of each product, named `{prefix}_…`. */
export function productsOf(code: Wgsl, ...prefixes: readonly string[]): Wgsl {
  return async () => {
    const [once, product] = (await loadWgsl(code)).split(SPLIT);
    return [once, ...prefixes.map((prefix) => product.replaceAll('product_', `${prefix}_`))].join('');
  };
}

const SUBGROUPS = 'enable subgroups;\ndiagnostic(off, subgroup_uniformity);\n';

export function directivesFor(features: readonly GPUFeatureName[] = []): string {
  return features.includes('subgroups') ? SUBGROUPS : '';
}
