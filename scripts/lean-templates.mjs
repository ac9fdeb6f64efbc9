const INDENTATION = /^[ \t]+/gm;
/** Comments on lines of their own, which minifiers leave in templates of CSS. */
const COMMENTS = /^\/\*.*\*\/$/gm;

/**
 * Lets a built page contain its templates of HTML and CSS without their indentation and comments, on the same lines. The spaces before a
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
      return { code: code.replace(INDENTATION, '').replace(COMMENTS, ''), map: null };
    },
  };
}
