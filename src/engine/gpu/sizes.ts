import type { Shader } from './kernel.ts';

const STRUCT = /struct Sizes \{([^}]*)\}/;
const FIELD = /(\w+)\s*:\s*(u32|f32)/g;

/**
 * Packs `values` in the order and types of the shader's own `struct Sizes`, so that a size is named once. Throws if a
 * size of the shader is missing, or if the shader has no size with a given name.
 */
export function packSizes(shader: Shader<string>, values: Readonly<Record<string, number>>): ArrayBuffer {
  const fields = [...(STRUCT.exec(shader.code)?.[1] ?? '').matchAll(FIELD)];
  const asked = new Set(fields.map((field) => field[1]));
  const unasked = Object.keys(values).find((name) => !asked.has(name));
  if (unasked !== undefined) throw new Error(`${shader.name}.wgsl has no size named ${unasked}`);
  const packed = new DataView(new ArrayBuffer(Math.max(16, Math.ceil(fields.length / 4) * 16)));
  fields.forEach(([, name = '', type], index) => {
    const value = values[name];
    if (value === undefined) throw new Error(`${shader.name}.wgsl needs the size ${name}`);
    if (type === 'u32') packed.setUint32(index * 4, value, true);
    else packed.setFloat32(index * 4, value, true);
  });
  return packed.buffer;
}
