import type { Refusal } from '../laws/refusal.ts';
import { shownName } from './table-refused.ts';

/** How many bytes tell what a file is. */
const START = 1000;

const SAVE_AS_UTF8 = 'save it as UTF-8 (in a spreadsheet: "CSV UTF-8")';

/** Files that hold tables but are no text, by their first bytes. */
const OTHER_FILES: readonly { bytes: readonly number[]; is: string }[] = [
  { bytes: [0x50, 0x4b, 3, 4], is: 'a workbook or an archive: save the table as CSV' },
  { bytes: [0xd0, 0xcf, 0x11, 0xe0], is: "a workbook of Excel's: save the table as CSV" },
  { bytes: [0x1f, 0x8b], is: 'packed by gzip: unpack it first' },
  { bytes: [0x28, 0xb5, 0x2f, 0xfd], is: 'packed by zstd: unpack it first' },
  { bytes: [0x50, 0x41, 0x52, 0x31], is: 'a Parquet file: save the table as CSV' },
];

/**
 * The text of a file in UTF-8, without its byte order mark. Other encodings are refused, with what to do.
 *
 * @param file its name, for refusals
 */
export function decodeText(bytes: Uint8Array, file: string): string | Refusal {
  const name = shownName(file);
  const other = OTHER_FILES.find(({ bytes: first }) => first.every((byte, i) => bytes[i] === byte));
  if (other) return { refused: `${name} is ${other.is}.` };
  if (isUtf32(bytes)) return { refused: `${name} is UTF-32, not UTF-8: ${SAVE_AS_UTF8}.` };
  if (isUtf16(bytes)) return { refused: `${name} is UTF-16, not UTF-8: ${SAVE_AS_UTF8}.` };
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const text = new TextDecoder().decode(bytes);
    const row = text.slice(0, text.indexOf('\ufffd')).split(/\r\n|[\r\n]/).length;
    return { refused: `${name} is not UTF-8 text (row ${row}): ${SAVE_AS_UTF8}.` };
  }
}

/** A byte order mark, or so many zero bytes that the Latin letters and digits take two bytes each. */
function isUtf16(bytes: Uint8Array): boolean {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return true;
  const start = bytes.subarray(0, START);
  return start.length > 3 && start.filter((byte) => byte === 0).length > start.length / 4;
}

/** A byte order mark of four bytes, or so many zero bytes that the Latin letters and digits take four bytes each. */
function isUtf32(bytes: Uint8Array): boolean {
  const [a, b, c, d] = bytes;
  if (a === 0xff && b === 0xfe && c === 0 && d === 0) return true;
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff) return true;
  const start = bytes.subarray(0, START);
  return start.length > 3 && start.filter((byte) => byte === 0).length > (start.length * 5) / 8;
}
