import { ImportRefused, shown } from './import-refused.ts';
import { LIMITS } from './limits.ts';

/**
 * A JSON text as a value, whose own schema is yet to be checked.
 * @param what names it in a refusal
 */
export function parseJson(text: string, what: string): unknown {
  if (depthOf(text) > LIMITS.depth) {
    throw new ImportRefused(`${what} nests deeper than ${LIMITS.depth} brackets.`);
  }
  if (/"__proto__"\s*:/.test(text)) throw new ImportRefused(`${what} has a key that is refused: __proto__.`);
  try {
    return JSON.parse(text.replace(/^\ufeff/, '')) as unknown;
  } catch (error) {
    throw new ImportRefused(`${what} is no JSON: ${shown(error instanceof Error ? error.message : error)}.`);
  }
}

/** How deep brackets stand within brackets, those within strings left out; counts no further than needed. */
function depthOf(text: string): number {
  let [depth, deepest, quoted] = [0, 0, false];
  for (let i = 0; i < text.length && deepest <= LIMITS.depth; i++) {
    const character = text[i];
    if (quoted) {
      if (character === '\\') i += 1;
      else if (character === '"') quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === '[' || character === '{') deepest = Math.max(deepest, ++depth);
    else if (character === ']' || character === '}') depth -= 1;
  }
  return deepest;
}
