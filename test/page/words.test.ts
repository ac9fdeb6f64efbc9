import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** Words that a reader in a hurry stops at, each with a plainer one; STYLE, "Plain words". */
const FORBIDDEN: readonly [odd: RegExp, plain: string][] = [
  [/\bforetold\b/i, 'predicted'],
  [/\bnothing was (?:taken|imported)\b/i, 'File not opened'],
  [/\bnot reproduced\b/i, 'Not seen here'],
  [/\boff the law\b/i, 'distance from the fitted line'],
  [/\bcannot pay\b/i, 'too few models to tell'],
  [/\bno law of it\b/i, 'needs at least 3 finished models'],
  [/\bInfinity %/, 'a sentence'],
  [/\banother tab trains\b/i, 'Training in another tab'],
  [/\blets? go\b/i, 'is saving its work'],
];

/** Quoted and template text of a source file, without its comments. */
function stringsOf(source: string): string[] {
  const code = source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '');
  return Array.from(code.matchAll(/'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`/g), ([text]) => text);
}

function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `${folder}/${name}`);
}

test('no text that the page can show has a word of the list', () => {
  const found = ['src/page', 'src/lab', 'src/laws', 'src/tables']
    .flatMap(filesOf)
    .flatMap((file) =>
      stringsOf(readFileSync(file, 'utf8')).flatMap((text) =>
        FORBIDDEN.filter(([odd]) => odd.test(text)).map(
          ([, plain]) => `${file}: say “${plain}” in ${text.slice(0, 80)}`,
        ),
      ),
    );
  expect(found).toEqual([]);
});
