import { BENCHMARK_FORMAT } from './benchmark-json.ts';

const START = new RegExp(String.raw`\{\s*"format"\s*:\s*"${BENCHMARK_FORMAT}"`, 'g');

/** The JSON texts of benchmarks in any text, and what is left of it. A text that is a JSON object as a whole is one. */
export function jsonTextsIn(text: string): { found: string[]; rest: string } {
  const whole = text.replace(/^\ufeff/, '').trim();
  if (whole.startsWith('{') && endOfObject(whole, 0) === whole.length) return { found: [whole], rest: '' };
  const found: string[] = [];
  let rest = '';
  let kept = 0;
  START.lastIndex = 0;
  for (let start = START.exec(text); start !== null; start = START.exec(text)) {
    const end = endOfObject(text, start.index);
    found.push(text.slice(start.index, end));
    rest += `${text.slice(kept, start.index)}\n\n`;
    kept = end;
    START.lastIndex = end;
  }
  return { found, rest: rest + text.slice(kept) };
}

/** The index after the bracket that closes the object at `start`, or the end of the text. */
function endOfObject(text: string, start: number): number {
  let depth = 0;
  let quoted = false;
  for (let i = start; i < text.length; i++) {
    const character = text[i];
    if (quoted) {
      if (character === '\\') i += 1;
      else if (character === '"') quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === '{') depth += 1;
    else if (character === '}' && (depth -= 1) === 0) return i + 1;
  }
  return text.length;
}
