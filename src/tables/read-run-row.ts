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

/** Quantities that people count with suffixes. A batch of 512K may be 512,000 or 524,288, so that it takes none. */
const COUNTS: readonly RunQuantity[] = ['N', 'D', 'C', 'U', 'S'];
const POSITIVE: readonly RunQuantity[] = ['N', 'D', 'C', 'U', 'S', 'batch', 'loss'];

/**
 * The run of a row in which no number is missing.
 *
 * @param written gets a sentence for each column in which a number has a suffix or its thousands are split
 * @throws {TableRefused} for a cell that is not one number, and for a number that is not above 0 where it must be
 */
export function readRunRow(
  { name: file, format }: Table,
  { place: row, cells }: TableRow,
  numbers: readonly PlacedColumn<RunQuantity>[],
  labels: readonly PlacedColumn<RunLabel>[],
  style: NumberStyle,
  written: Map<string, string>,
): RunRow {
  const read: { place: number } & Partial<Record<RunQuantity, number>> & Partial<Record<RunLabel, string>> = {
    place: row,
  };
  for (const { quantity, name, place } of numbers) {
    const cell = cells[place];
    const reading = readNumber(cell, style);
    if (reading === 'missing') continue;
    const broken = 'refused' in reading ? reading.refused : brokenRule(quantity, cell, reading);
    if (broken !== null || 'refused' in reading) {
      throw new TableRefused(`${file}, ${placeWords(format, row)}, column ${shown(name)}: ${broken}.`);
    }
    if ((reading.suffix !== '' || reading.grouped) && !written.has(name)) {
      written.set(name, `In column ${shown(name)}, ${quoted(cell.trim())} is read as ${reading.value}.`);
    }
    read[quantity] = reading.value;
  }
  for (const { quantity, place } of labels) read[quantity] = cells[place].trim();
  return read;
}

function brokenRule(quantity: RunQuantity, cell: string, { value, suffix }: Reading): string | null {
  if (suffix !== '' && !COUNTS.includes(quantity))
    return `${quoted(cell)} is not a number; ${quantity} takes no suffix`;
  if (value <= 0 && POSITIVE.includes(quantity))
    return `${quantity} must be above 0, not ${shown(cell.trim())}`;
  return null;
}
