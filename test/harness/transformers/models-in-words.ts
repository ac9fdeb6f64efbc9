// Writes the tables of docs/MODELS.md from the lists that imports are checked by. Checks no configuration.
import type { Architecture, CheckedKey, Plain } from '../../../src/lab/files/model/architecture.ts';
import { CONSTANT_TENSORS } from '../../../src/lab/files/model/constant-tensors.ts';
import { ARCHITECTURES } from '../../../src/lab/files/model/read-config.ts';

const CHECKED = ['key', 'if it is missing', 'accepted', 'this engine computes'];
const FOREIGN = ['key', 'accepted, if it is there', 'this engine computes'];
const SIZES = ['key', 'if it is missing', 'at most'];

/** Each table under its title. */
export function tablesInWords(): Map<string, string> {
  const tables = new Map<string, string>();
  for (const [type, architecture] of Object.entries(ARCHITECTURES)) {
    tables.set(`Sizes of ${type}`, inMarkdown(SIZES, sizesOf(architecture)));
    tables.set(`Checked keys of ${type}`, inMarkdown(CHECKED, architecture.checked.map(checkedRow)));
    tables.set(`Foreign keys of ${type}`, inMarkdown(FOREIGN, architecture.foreign.map(foreignRow)));
  }
  const constants = CONSTANT_TENSORS.map(({ name }) => [`\`${name}\``]);
  return tables.set('Constant tensors', inMarkdown(['name ends with'], constants));
}

/** The table under a title of a document, without spaces and dashes that only align it. */
export function tableUnder(markdown: string, title: string): string {
  const lines = markdown.split('\n').map((line) => line.replaceAll(/ +/g, ' ').replaceAll(/-{3,}/g, '---'));
  const after = lines.slice(lines.findIndex((line) => line.replace(/^#+ /, '') === title) + 1);
  const rows = after.slice(after.findIndex((line) => line.startsWith('|')));
  const end = rows.findIndex((line) => !line.startsWith('|'));
  return rows.slice(0, end < 0 ? undefined : end).join('\n');
}

function sizesOf({ sizes }: Architecture): string[][] {
  return Object.values(sizes).map(({ names, missing, most }) => [
    quoted(names),
    missing === null ? 'four times the width' : String(missing),
    String(most),
  ]);
}

function checkedRow({ places, missing, accepted, computes }: CheckedKey): string[] {
  return [quoted(places), valueOf(missing), accepted.map(valueOf).join(', '), computes];
}

function foreignRow({ places, accepted, computes }: CheckedKey): string[] {
  return [quoted(places), accepted.map(valueOf).join(', '), computes];
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ');
}

function valueOf(value: Plain): string {
  return `\`${JSON.stringify(value)}\``;
}

function inMarkdown(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
