import { errorWords } from '../../laws/refusal.ts';
import { ImportRefused, shown } from './import-refused.ts';
import { LIMITS } from './limits.ts';

/**
 * The value of a JSON text. The caller checks its schema.
 * @param what names the text in a refusal
 * @throws {ImportRefused}
 */
export function parseJson(text: string, what: string): unknown {
  refuseForm(text, what);
  try {
    return JSON.parse(text.replace(/^\ufeff/, '')) as unknown;
  } catch (error) {
    throw new ImportRefused(`${what} is not JSON: ${shown(errorWords(error))}.`);
  }
}

/** Refuses brackets that are nested too deep, and the key `__proto__`, which would set an object's prototype. */
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
        throw new ImportRefused(`${what} nests brackets deeper than ${LIMITS.depth}.`);
      }
    } else if (character === ']' || character === '}') depth -= 1;
  }
}

const PROTOTYPE = '"__proto__"';

/** The index after a string's last quote, or the end of the text. */
function endOfString(text: string, start: number): number {
  for (let i = start + 1; i < text.length; i++) {
    if (text[i] === '\\') i += 1;
    else if (text[i] === '"') return i + 1;
  }
  return text.length;
}
