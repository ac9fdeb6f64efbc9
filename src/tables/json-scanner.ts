import { refuseColumns, refuseRows } from './split-records.ts';
import { TABLE_LIMITS } from './table.ts';
import { quoted, TableRefused } from './table-refused.ts';

/** A value as its text: a string without quotes and escapes, objects and arrays as JSON. */
export interface JsonValue {
  kind: 'plain' | 'object' | 'array';
  text: string;
}

const PLAIN = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null|NaN|-?Infinity)(?![\w.+-])/y;
const BLANKS = [32, 9, 10, 13];
/** Up to a quote or a bracket. */
const WITHIN = /[^"[\]{}]*/y;

/**
 * Reads the values of a JSON text one after the other. It keeps numbers as they are written. It also takes NaN and
 * Infinity, which Python writes.
 */
export class JsonScanner {
  #at = 0;

  /** @param where words for the place of the value that is being read, for refusals */
  constructor(
    private readonly text: string,
    private readonly where: () => string,
  ) {}

  get at(): number {
    return this.#at;
  }

  /** The character of the next value, bracket, comma or colon. '' at the end. */
  peek(): string {
    while (BLANKS.includes(this.text.charCodeAt(this.#at))) this.#at += 1;
    return this.text.charAt(this.#at);
  }

  /** Goes past a character, if it comes next. */
  skip(character: string): boolean {
    if (this.peek() !== character) return false;
    this.#at += 1;
    return true;
  }

  /** @throws {TableRefused} if another character comes next */
  take(character: string): void {
    if (!this.skip(character)) this.refuse(`${quoted(character)} is missing`);
  }

  /** A string, at its first quote. */
  string(): string {
    const start = this.#at;
    this.take('"');
    for (let end = this.#at; end < this.text.length; end++) {
      const character = this.text[end];
      if (character === '\\') end += 1;
      else if (character === '"') {
        this.#at = end + 1;
        return this.#unescaped(this.text.slice(start, end + 1), start);
      }
    }
    this.#at = start;
    return this.refuse('a quote is never closed');
  }

  /** The next value. */
  value(): JsonValue {
    const next = this.peek();
    if (next === '"') return { kind: 'plain', text: this.string() };
    if (next === '{') return { kind: 'object', text: this.#nested() };
    if (next === '[') return { kind: 'array', text: this.#nested() };
    PLAIN.lastIndex = this.#at;
    const plain = PLAIN.exec(this.text)?.[0];
    if (plain === undefined) return this.refuse('no value of JSON');
    this.#at += plain.length;
    return { kind: 'plain', text: plain };
  }

  /** The values of an object by their keys, at its bracket. @param refuse throws for too many of them */
  object(refuse = refuseColumns): Map<string, JsonValue> {
    const values = new Map<string, JsonValue>();
    this.take('{');
    if (this.skip('}')) return values;
    do {
      if (this.peek() !== '"') this.refuse('a key in quotes is missing');
      const key = this.string();
      if (values.has(key)) this.refuse(`the key ${quoted(key)} stands twice`);
      this.take(':');
      values.set(key, this.value());
      refuse(values.size, this.where);
    } while (this.skip(','));
    this.take('}');
    return values;
  }

  /** The values of an array, at its bracket. */
  *array(): Generator<JsonValue> {
    this.take('[');
    if (this.skip(']')) return;
    let count = 0;
    do {
      refuseRows((count += 1), this.where);
      yield this.value();
    } while (this.skip(','));
    this.take(']');
  }

  /** @throws {TableRefused} always, with the text that comes next */
  refuse(why: string): never {
    const rest = this.text.slice(this.#at, this.#at + 50);
    throw new TableRefused(`${this.where()}: ${why} at ${rest === '' ? 'the end' : quoted(rest)}.`);
  }

  #unescaped(json: string, start: number): string {
    try {
      const told: unknown = JSON.parse(json);
      return String(told);
    } catch {
      this.#at = start;
      return this.refuse('no string of JSON');
    }
  }

  /** The text of an object or an array, after checking its brackets and quotes only. */
  #nested(): string {
    const start = this.#at;
    const open: string[] = [];
    do {
      WITHIN.lastIndex = this.#at;
      WITHIN.exec(this.text);
      this.#at = WITHIN.lastIndex;
      const next = this.text.charAt(this.#at);
      if (next === '"') {
        this.string();
        continue;
      }
      if (next === '') this.refuse('a bracket is never closed');
      if (next === '{' || next === '[') open.push(next === '{' ? '}' : ']');
      else if (open.pop() !== next) this.refuse('a bracket does not fit');
      if (open.length > TABLE_LIMITS.depth) this.refuse(`brackets deeper than ${TABLE_LIMITS.depth} levels`);
      this.#at += 1;
    } while (open.length > 0);
    return this.text.slice(start, this.#at);
  }
}
