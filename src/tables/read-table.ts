import type { Refusal } from '../laws/refusal.ts';
import { readDelimited } from './read-delimited.ts';
import { readJsonTable } from './read-json-table.ts';
import { type Table, TABLE_LIMITS } from './table.ts';
import { refusing, shownName, TableRefused } from './table-refused.ts';

/**
 * The table of a text: cells that commas, semicolons or tabs split, an array of JSON objects, or JSON Lines. What it is
 * follows from the text, not from the file's name. Takes time in proportion to the text's length.
 *
 * @param file its name, for refusals
 * @returns a refusal in one sentence, with the row, the column and the value, if the text breaks a rule
 */
export function readTable(text: string, file: string): Table | Refusal {
  const name = shownName(file);
  return refusing(() => {
    if (text.length > TABLE_LIMITS.characters) {
      const [has, most] = [text.length, TABLE_LIMITS.characters].map((count) => count.toLocaleString('en'));
      throw new TableRefused(`${name} may have at most ${most} characters, and has ${has}.`);
    }
    const plain = text.replace(/^\ufeff/, '');
    if (/^\s*</.test(plain)) throw new TableRefused(`${name} is HTML or XML: save the table as CSV.`);
    return /^\s*[[{]/.test(plain) ? readJsonTable(plain, name) : readDelimited(plain, name);
  });
}
