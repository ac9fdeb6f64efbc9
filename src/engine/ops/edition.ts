const TEXTS = import.meta.glob<string>('../../../shaders/**/*.wgsl', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** What a built page leaves out. */
const COMMENT = /\/\/(?! ---).*$/gm;
const SPACE_AT_ENDS = /^[ \t]+|[ \t]+$/gm;

/**
 * The 32-bit FNV-1a hash of all WGSL, in hexadecimal: the same in a built page, on the development server and in a command. A
 * stored measurement is valid only for kernels with the same hash.
 */
export const edition: string = hashOf(Object.values(TEXTS).map(lean).join(''));

function lean(text: string): string {
  return text.replaceAll(COMMENT, '').replaceAll(SPACE_AT_ENDS, '');
}

function hashOf(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}
