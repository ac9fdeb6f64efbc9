const TEXTS = import.meta.glob<string>('../../../shaders/**/*.wgsl', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/**
 * The 32-bit FNV-1a hash of all WGSL, in hexadecimal. A stored measurement is valid only for kernels with the same
 * hash.
 */
export const edition: string = hashOf(Object.values(TEXTS).join(''));

function hashOf(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}
