import type { Reading } from './number-readings.ts';
import type { NumberStyle } from './number-style.ts';
import { readNumber } from './read-number.ts';
import type { RunLabel, RunQuantity, RunRow } from './run-columns.ts';
import { placeWords, type Table, type TableRow } from './table.ts';
import { quoted, shown, TableRefused } from './table-refused.ts';

/** A column that is read. */
export interface PlacedColumn<Name> {
  quantity: Name;
  name: string;
  /** Its index among the cells. */
  place: number;
}

/** A column of numbers. */
export interface NumberColumn extends PlacedColumn<RunQuantity> {
  /** What its numbers are multiplied by. */
  scale: number;
  /** Whether some of its cells have suffixes. */
  suffixed: boolean;
}

/** Quantities that people count with suffixes. A batch of 512K may be 512,000 or 524,288, so that it takes none. */
const COUNTS: readonly RunQuantity[] = ['N', 'D', 'C', 'U', 'S'];
/** Quantities of which no run has less than one. */
const WHOLE: Readonly<Partial<Record<RunQuantity, string>>> = {
  N: 'parameters',
  D: 'tokens',
  U: 'distinct tokens',
};
/** A smaller number without a suffix, beside numbers with one, probably lacks its suffix. */
const LEAST_PLAIN = 1000;
const POSITIVE: readonly RunQuantity[] = ['N', 'D', 'C', 'U', 'S', 'batch', 'loss'];

/**
 * The run of a row in which no number is missing.
 *
 * @param written gets a sentence for each column in which a number has a suffix or its thousands are split
 * @param remedy what a person can do about a number in another unit, as the end of its refusal
 * @throws {TableRefused} for a cell that is not one number, and for a number that is not above 0 where it must be
 */
export function readRunRow(
  { name: file, format }: Table,
  { place: row, cells }: TableRow,
  numbers: readonly NumberColumn[],
  labels: readonly PlacedColumn<RunLabel>[],
  style: NumberStyle,
  written: Map<string, string>,
  remedy = '',
): RunRow {
  const read: { place: number } & Partial<Record<RunQuantity, number>> & Partial<Record<RunLabel, string>> = {
    place: row,
  };
  for (const column of numbers) {
    const { quantity, name, place, scale } = column;
    const cell = cells[place];
    const reading = readNumber(cell, style);
    if (reading === 'missing') continue;
    const broken = 'refused' in reading ? reading.refused : brokenRule(column, cell, reading, remedy);
    if (broken !== null || 'refused' in reading) {
      throw new TableRefused(`${file}, ${placeWords(format, row)}, column ${shown(name)}: ${broken}.`);
    }
    if ((reading.suffix !== '' || reading.grouped) && !written.has(name)) {
      written.set(name, `In column ${shown(name)}, ${quoted(cell.trim())} is read as ${reading.value}.`);
    }
    read[quantity] = reading.value * scale;
  }
  for (const { quantity, place } of labels) read[quantity] = cells[place].trim();
  return read;
}

/** The rule that a count below 1 breaks. */
export function countWords(quantity: RunQuantity): string {
  return `${quantity} counts ${WHOLE[quantity]}, and no run has less than one`;
}

function brokenRule(
  { quantity, scale, suffixed }: NumberColumn,
  cell: string,
  { value, suffix, grouped }: Reading,
  remedy: string,
): string | null {
  const isCount = COUNTS.includes(quantity);
  const told = shown(cell.trim());
  const end = remedy === '' ? '' : `; ${remedy}`;
  if (suffix !== '' && !isCount) return `${quoted(cell)} is not a number; ${quantity} takes no suffix`;
  if (value <= 0 && POSITIVE.includes(quantity)) return `${quantity} must be above 0, not ${told}`;
  if (quantity === 'loss' && grouped)
    return `${quoted(cell)} would be ${value}, with thousands split; a loss has none, so its comma or point must be the mark of the decimals in all columns`;
  if (isCount && suffixed && suffix === '' && value < LEAST_PLAIN)
    return `${quoted(cell)} has no suffix, other cells of the column have one, and it is not clear what it counts; write its suffix or all of its digits`;
  if (WHOLE[quantity] !== undefined && value * scale < 1)
    return `${quoted(cell)}: ${countWords(quantity)}${end}`;
  return null;
}
