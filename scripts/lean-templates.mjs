const INDENTATION = /^[ \t]+/gm;

/**
 * Lets a built page contain its templates of HTML and CSS without their indentation, on the same lines. The spaces before a
 * line mean nothing in the modules of the page: they have no other text of several lines.
 *
 * @returns {import('vite').Plugin}
 */
export function leanTemplates() {
  return {
    name: 'lean-templates',
    apply: 'build',
    enforce: 'pre',
    transform(code, id) {
      if (!/\/src\/page\/.*\.ts$/.test(id)) return undefined;
      return { code: code.replace(INDENTATION, ''), map: null };
    },
  };
}
