import { ImportRefused, shown } from './import-refused.ts';
import { LIMITS } from './limits.ts';

/**
 * A JSON text as a value, whose own schema is yet to be checked.
 * @param what names it in a refusal
 */
export function parseJson(text: string, what: string): unknown {
  refuseForm(text, what);
  try {
    return JSON.parse(text.replace(/^\ufeff/, '')) as unknown;
  } catch (error) {
    throw new ImportRefused(`${what} is no JSON: ${shown(error instanceof Error ? error.message : error)}.`);
  }
}

/** Refuses brackets too deep within brackets, and keys that objects take for their prototype. */
function refuseForm(text: string, what: string): void {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const character = text[i];
    if (character === '"') {
      const end = endOfString(text, i);
      if (
        end - i === PROTOTYPE.length &&
        text.startsWith(PROTOTYPE, i) &&
        /^\s*:/.test(text.slice(end, end + 20))
      ) {
        throw new ImportRefused(`${what} has a key that is refused: __proto__.`);
      }
      i = end - 1;
    } else if (character === '[' || character === '{') {
      depth += 1;
      if (depth > LIMITS.depth) {
        throw new ImportRefused(`${what} nests deeper than ${LIMITS.depth} brackets.`);
      }
    } else if (character === ']' || character === '}') depth -= 1;
  }
}

const PROTOTYPE = '"__proto__"';

/** The place after a string's last quote, or the text's end. */
function endOfString(text: string, start: number): number {
  for (let i = start + 1; i < text.length; i++) {
    if (text[i] === '\\') i += 1;
    else if (text[i] === '"') return i + 1;
  }
  return text.length;
}
