import { readFileSync } from 'node:fs';
import { errorWords, type Refusal } from '../src/laws/refusal.ts';
import { decodeText } from '../src/tables/decode-text.ts';
import { readTable } from '../src/tables/read-table.ts';
import type { Table } from '../src/tables/table.ts';

/**
 * The table of a file.
 *
 * @param name of the file in errors
 * @throws in one sentence, if the file cannot be read, or breaks a rule of tables
 */
export function readTableFile(file: string, name: string): Table {
  return orThrow(readTable(orThrow(decodeText(bytesOf(file), name)), name));
}

/**
 * What was read.
 *
 * @throws with the sentence of a refusal
 */
export function orThrow<Read extends string | object>(read: Read | Refusal): Read {
  if (typeof read === 'object' && 'refused' in read) throw new Error(read.refused);
  return read;
}

function bytesOf(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new Error(`${file} cannot be read: ${errorWords(error)}`, { cause: error });
  }
}
