import { readFileSync } from 'node:fs';
import { formatOf } from '../src/lab/files/format-of.ts';
import { FORMATS } from '../src/lab/files/formats.ts';
import { resultsCsv } from '../src/lab/files/results-csv.ts';
import { readResults } from '../src/lab/files/results-file.ts';
import { errorWords, type Refusal } from '../src/laws/refusal.ts';
import { decodeText } from '../src/tables/decode-text.ts';
import { readTable } from '../src/tables/read-table.ts';
import type { Table } from '../src/tables/table.ts';

/**
 * The table of a file. Results of the page or of `loglog merge` are the table of their finished models, as the page saves it.
 *
 * @param name of the file in errors
 * @throws in one sentence, if the file cannot be read, or breaks a rule of tables
 */
export function readTableFile(file: string, name: string): Table {
  const text = orThrow(decodeText(bytesOf(file), name));
  const isResults = formatOf(text) === FORMATS.results;
  return orThrow(readTable(isResults ? resultsCsv(readResults(text).runs) : text, name));
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
