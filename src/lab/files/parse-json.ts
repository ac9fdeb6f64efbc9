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

/**
 * Refuses brackets that are nested too deep, the key `__proto__`, which would set an object's prototype, and a key that stands
 * twice in an object, of which `JSON.parse` would take the last.
 */
function refuseForm(text: string, what: string): void {
  /** The keys of each open object; null for an array. */
  const open: (Set<string> | null)[] = [];
  for (let i = 0; i < text.length; i++) {
    const character = text[i];
    if (character === '"') {
      const end = endOfString(text, i);
      COLON.lastIndex = end;
      const keys = open.at(-1);
      if (keys && COLON.test(text)) takeKey(keyOf(text.slice(i, end)), keys, what);
      i = end - 1;
    } else if (character === '[' || character === '{') {
      open.push(character === '{' ? new Set() : null);
      if (open.length > LIMITS.depth) {
        throw new ImportRefused(`${what} nests brackets deeper than ${LIMITS.depth}.`);
      }
    } else if (character === ']' || character === '}') open.pop();
  }
}

const COLON = /[ \t\r\n]*:/y;

function takeKey(key: string, keys: Set<string>, what: string): void {
  if (key === '__proto__') throw new ImportRefused(`${what} has a key that is refused: __proto__.`);
  if (keys.has(key)) throw new ImportRefused(`${what} has the key ${shown(key)} twice in one object.`);
  keys.add(key);
}

/** The key of a string with its quotes. One that is no JSON is refused later. */
function keyOf(json: string): string {
  if (!json.includes('\\')) return json.slice(1, -1);
  try {
    return String(JSON.parse(json));
  } catch {
    return json;
  }
}

/** The index after a string's last quote, or the end of the text. */
function endOfString(text: string, start: number): number {
  for (let i = start + 1; i < text.length; i++) {
    if (text[i] === '\\') i += 1;
    else if (text[i] === '"') return i + 1;
  }
  return text.length;
}
