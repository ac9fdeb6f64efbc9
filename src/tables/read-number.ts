import type { Refusal } from '../laws/refusal.ts';
import { type Reading, type Readings, readingsOf } from './number-readings.ts';
import type { NumberStyle } from './number-style.ts';
import { quoted } from './table-refused.ts';

const MISSING = ['', 'nan', '-nan', 'na', 'n/a', '#n/a', '#na', '<na>', 'null', 'none', '-', '--', '–', '—'];

/** Whether a cell says that it has no number: empty, NaN, NA, N/A, null, None or a dash. */
export function isMissing(cell: string): boolean {
  return cell.length < 10 && MISSING.includes(cell.trim().toLowerCase());
}

/** Whether a cell is two numbers, and the style of its table does not tell which. */
export function isAmbiguous({ point, comma }: Readings, { decimal, told }: NumberStyle): boolean {
  if (point === null || comma === null || point.value === comma.value) return false;
  return decimal === null || (!told && point.grouped);
}

/**
 * The number of a cell, in the style of its table. It is finite.
 *
 * @returns a refusal that quotes the cell, without a place, if it is no number or two numbers
 */
export function readNumber(cell: string, style: NumberStyle): Reading | 'missing' | Refusal {
  if (isMissing(cell)) return 'missing';
  const readings = readingsOf(cell);
  if (readings === null) return { refused: `${quoted(cell)} is not a number` };
  const { decimal, remedy } = style;
  const { point, comma } = readings;
  if (isAmbiguous(readings, style)) {
    return {
      refused: `${quoted(cell)} is ${point?.value} with a decimal point and ${comma?.value} with a decimal comma, and no other cell tells which${remedy ? `; ${remedy}` : ''}`,
    };
  }
  const reading = decimal === 'comma' ? comma : point;
  if (reading === null || reading === undefined) {
    return { refused: `${quoted(cell)} is not a number with a decimal ${decimal ?? 'point'}` };
  }
  if (!Number.isFinite(reading.value)) return { refused: `${quoted(cell)} is too large a number` };
  return reading;
}
