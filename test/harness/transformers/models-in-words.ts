// Writes the tables of docs/MODELS.md from the lists that imports are checked by. Checks no configuration.
import { lstm } from '../../../src/engine/lstm/lstm.ts';
import { lstmFiles } from '../../../src/engine/lstm/lstm-files.ts';
import type { Architecture, CheckedKey, Plain } from '../../../src/lab/files/model/architecture.ts';
import { CONSTANT_TENSORS } from '../../../src/lab/files/model/constant-tensors.ts';
import { LSTM_KEYS, LSTM_TYPE } from '../../../src/lab/files/model/loglog-lstm.ts';
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
  tables.set(`Sizes of ${LSTM_TYPE}`, inMarkdown(['key', 'at most'], lstmSizes()));
  tables.set(`Checked keys of ${LSTM_TYPE}`, inMarkdown(CHECKED, LSTM_KEYS.checked.map(checkedRow)));
  tables.set(`Tensors of ${LSTM_TYPE}`, inMarkdown(['tensor', 'shape'], lstmTensors()));
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

function lstmSizes(): string[][] {
  return Object.values(LSTM_KEYS.sizes).map(({ names, most }) => [quoted(names), String(most)]);
}

/** The tensors of a layer are numbered from 0; V and C stand for a vocabulary of 7 and a width of 5. */
function lstmTensors(): string[][] {
  const shape = { kind: 'lstm', vocabulary: 7, context: 4, width: 5, layers: 1 } as const;
  const letters = new Map([
    [7, 'V'],
    [5, 'C'],
    [20, '4 · C'],
  ]);
  return lstmFiles(shape)
    .tensors(new Float32Array(lstm(shape).layout.count))
    .map(({ name, shape: sizes }) => [
      `\`${name.replace(/_l0$/, '_l{layer}')}\``,
      `[${sizes.map((size) => letters.get(size)).join(', ')}]`,
    ]);
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
