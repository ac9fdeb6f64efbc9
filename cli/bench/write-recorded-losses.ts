import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../scripts/set-up.mjs';

const FILE = join(ROOT, 'src/benchmark/standard/recorded-losses.ts');

/** Replaces the recorded losses of a shape in the file of the standard, which then has another hash. */
export function writeRecordedLosses(shape: string, lanes: readonly (readonly number[])[]): void {
  writeFileSync(FILE, withLosses(readFileSync(FILE, 'utf8'), shape, lanes));
}

/**
 * The text of the file with these losses, `[lane][step]`, as the formatter writes it. A shape without losses in the text
 * comes last.
 */
export function withLosses(text: string, shape: string, lanes: readonly (readonly number[])[]): string {
  const line = `  '${shape}': ${lanesText(lanes)},\n`;
  const known = new RegExp(`^  '${shape}': \\[(.*|\\n[^}]*?^  )\\],\\n`, 'm');
  return known.test(text) ? text.replace(known, line) : text.replace(/^\};$/m, `${line}};`);
}

function lanesText(lanes: readonly (readonly number[])[]): string {
  const [first, ...others] = lanes.map((losses) => `[${losses.join(', ')}]`);
  if (others.length === 0) return `[${first}]`;
  return `[\n${[first, ...others].map((lane) => `    ${lane},\n`).join('')}  ]`;
}
