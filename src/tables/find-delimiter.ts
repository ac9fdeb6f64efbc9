import { splitRecords } from './split-records.ts';
import type { Delimiter } from './table.ts';
import { TableRefused } from './table-refused.ts';

/** The delimiters that are tried, with their names for people. */
const DELIMITERS: readonly { delimiter: Delimiter; are: string }[] = [
  { delimiter: ',', are: 'commas' },
  { delimiter: ';', are: 'semicolons' },
  { delimiter: '\t', are: 'tabs' },
];

/** The delimiter that is this text. */
export function delimiterOf(text: string | undefined): Delimiter | undefined {
  return DELIMITERS.find(({ delimiter }) => delimiter === text)?.delimiter;
}

/**
 * What splits the cells of a text: the only one of comma, semicolon and tab that stands in its header outside quotes. If
 * several do, then the only one with which all rows have as many cells as the header. A comma if there is none.
 *
 * @param text from its header on
 * @throws {TableRefused} if several will do
 */
export function findDelimiter(text: string, name: string): Delimiter {
  const header = charactersOfHeader(text);
  const candidates = DELIMITERS.filter(({ delimiter }) => header.has(delimiter));
  const [only, ...others] = candidates;
  if (only === undefined) return ',';
  if (others.length === 0) return only.delimiter;
  const even = candidates.filter(({ delimiter }) => isEven(text, delimiter));
  if (even.length === 1) return even[0].delimiter;
  throw new TableRefused(
    `${name}: ${candidates.map(({ are }) => are).join(' and ')} stand in its header, and it is not clear which split its cells; put names that contain one in quotes.`,
  );
}

/** The characters of the header that stand outside quotes. */
function charactersOfHeader(text: string): Set<string> {
  const characters = new Set<string>();
  for (let at = 0; at < text.length && text[at] !== '\n' && text[at] !== '\r'; at++) {
    if (text[at] === '"') {
      at = text.indexOf('"', at + 1);
      if (at < 0) break;
    } else characters.add(text[at]);
  }
  return characters;
}

/** Whether all rows that are not blank have as many cells as the header. */
function isEven(text: string, delimiter: Delimiter): boolean {
  let width: number | undefined;
  try {
    for (const { cells } of splitRecords(text, delimiter, '', 1)) {
      width ??= cells.length;
      if (cells.length !== width && cells.some((cell) => cell.trim() !== '')) return false;
    }
    return true;
  } catch (error) {
    if (error instanceof TableRefused) return false;
    throw error;
  }
}
