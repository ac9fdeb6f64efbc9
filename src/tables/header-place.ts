import { delimiterOf } from './find-delimiter.ts';
import { readingsOf } from './number-readings.ts';
import { refuseRows } from './split-records.ts';
import type { Delimiter } from './table.ts';

/** Where the header of a text starts. */
interface HeaderPlace {
  /** Its first character. */
  start: number;
  /** Its row in the file, from 1. */
  place: number;
  /** The delimiter that the file tells. */
  told: Delimiter | undefined;
  /** Number of lines of comments before it. */
  comments: number;
}

/** After blank rows, lines of comments, and the row `sep=;` with which spreadsheets tell the delimiter. */
export function headerPlace(text: string, name: string): HeaderPlace {
  let [start, place, comments] = [0, 1, 0];
  let told: Delimiter | undefined;
  for (;;) {
    const [line = '', blank, separator] =
      /(?:([\s,;]*?)|sep=([,;\t]))(?:\r\n|[\r\n]|$)/iy.exec(text.slice(start, start + 2000)) ?? [];
    const isSkipped = line !== '' && (blank !== undefined || (told === undefined && place === 1));
    const after = isSkipped ? start + line.length : afterComments(text, start);
    if (after === start) return { start, place, told, comments };
    if (isSkipped) told ??= delimiterOf(separator);
    else comments += text.slice(start, after).match(/^#/gm)?.length ?? 0;
    place += linesOf(text.slice(start, after));
    start = after;
    refuseRows(place, () => name);
  }
}

/**
 * The index after lines that start with #. They are comments if the next line names columns; if it has a number, then the
 * last of them may be the header itself.
 */
function afterComments(text: string, start: number): number {
  if (text[start] !== '#') return start;
  const line = /([^\r\n]*)(?:\r\n|[\r\n]|$)/y;
  for (let at = start; at < text.length; at = line.lastIndex) {
    line.lastIndex = at;
    const [, words = ''] = line.exec(text) ?? [];
    if (words.startsWith('#') || (at > start && words.trim() === '')) continue;
    const cells = words.split(/[,;\t]/).map((cell) => cell.trim().replaceAll('"', ''));
    const isHeader = cells.every((cell) => readingsOf(cell) === null);
    return isHeader ? at : start;
  }
  return start;
}

function linesOf(text: string): number {
  return text.split(/\r\n|[\r\n]/).length - 1;
}
