/**
 * A comment of WGSL to the end of its line; the shaders have no other kind, and WGSL has no strings. The page itself reads
 * `// ---`, which divides a file into parts.
 */
const COMMENT = /\/\/(?! ---).*$/gm;
const SPACE_AT_ENDS = /^[ \t]+|[ \t]+$/gm;

/**
 * The same shader without comments and indentation, on the same lines, so that errors of the browser's compiler name the
 * lines of the file.
 *
 * @param {string} code
 */
export function leanShader(code) {
  return code.replace(COMMENT, '').replace(SPACE_AT_ENDS, '');
}

/**
 * Lets a built page contain lean shaders.
 *
 * @returns {import('vite').Plugin}
 */
export function leanShaders() {
  return { ...leanTexts(), apply: 'build' };
}

/**
 * Makes every shader lean, whatever imports it.
 *
 * @returns {import('vite').Plugin}
 */
export function leanTexts() {
  return {
    name: 'lean-shaders',
    enforce: 'pre',
    transform(code, id) {
      if (!id.endsWith('.wgsl?raw')) return undefined;
      const text = /^export default (".*")/s.exec(code)?.[1];
      if (text === undefined) throw new Error(`${id} is no text`);
      return { code: `export default ${JSON.stringify(leanShader(JSON.parse(text)))}`, map: null };
    },
  };
}
