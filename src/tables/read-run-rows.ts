import type { Refusal } from '../laws/refusal.ts';
import { countMissing, missingWords } from './missing-words.ts';
import type { Decimal, Reading } from './number-readings.ts';
import { type NumberStyle, numberStyle } from './number-style.ts';
import { isMissing, readNumber } from './read-number.ts';
import {
  RUN_LABELS,
  RUN_QUANTITIES,
  type RunColumns,
  type RunLabel,
  type RunQuantity,
  type RunRow,
} from './run-columns.ts';
import { placeWords, type Table, type TableRow } from './table.ts';
import { listed, quoted, refusing, shown, TableRefused } from './table-refused.ts';

export interface RunRowsOptions {
  /** What becomes of rows that lack a number. */
  missing: 'refuse' | 'leave-out';
  /** Quantities to compute from others if they have no column: C = 6·N·D, D = C/(6·N). */
  derive: readonly RunQuantity[];
  /** The character before decimals, if a person has told it. */
  decimal?: Decimal | undefined;
  /** What a person can do, as ends of refusals: of rows that lack a number, and of numbers that two styles read. */
  remedies?: { readonly missing?: string; readonly style?: string };
}

/** The runs of a table. */
export interface RunRows {
  readonly rows: readonly RunRow[];
  /** Number of rows that lack a number, and were left out. */
  readonly leftOut: number;
  /** What a person must know about the reading, in sentences: what was computed, left out, or written with a suffix. */
  readonly said: readonly string[];
}

interface Column<Name> {
  quantity: Name;
  name: string;
  place: number;
}

/** Quantities that people count with suffixes. A batch of 512K may be 512,000 or 524,288, so that it has none. */
const COUNTS: readonly RunQuantity[] = ['N', 'D', 'C', 'U', 'S'];
const POSITIVE: readonly RunQuantity[] = ['N', 'D', 'C', 'U', 'S', 'batch', 'loss'];

/**
 * The runs of a table, one for each row, from the columns with the given names.
 *
 * @returns a refusal in one sentence with the row, the column and the value, for a missing column, for a cell that is not
 *   one positive finite number, and for missing numbers unless they are left out
 */
export function readRunRows(table: Table, columns: RunColumns, options: RunRowsOptions): RunRows | Refusal {
  const { remedies = {} } = options;
  return refusing(() => {
    const numbers = placesOf(table, columns, RUN_QUANTITIES);
    const labels = placesOf(table, columns, RUN_LABELS);
    const places = numbers.map(({ place }) => place);
    if (table.rows.length === 0)
      throw new TableRefused(`${table.name} has no rows below its names of columns.`);
    const style = numberStyle(table, places, options.decimal, remedies.style);
    const full = table.rows.filter(({ cells }) => !numbers.some(({ place }) => isMissing(cells[place])));
    const missing = countMissing(table, places);
    if (missing.places.length > 0 && options.missing === 'refuse') {
      throw new TableRefused(
        `${missingWords(table, missing)}${remedies.missing ? `; ${remedies.missing}` : ''}.`,
      );
    }
    if (full.length === 0) throw new TableRefused(`${missingWords(table, missing)}; no row is left.`);
    const written = new Map<string, string>();
    const rows = full.map((row) => rowOf(table, row, numbers, labels, style, written));
    const derived = derive(rows, columns, options.derive);
    return {
      rows: derived.rows,
      leftOut: missing.places.length,
      said: [
        ...(missing.places.length > 0 ? [`${missingWords(table, missing)}; left out.`] : []),
        ...(style.decimal === 'comma' ? ['Its numbers have decimal commas.'] : []),
        ...written.values(),
        ...derived.said,
      ],
    };
  });
}

function placesOf<Name extends RunQuantity | RunLabel>(
  { name: file, columns }: Table,
  names: RunColumns,
  wanted: readonly Name[],
): Column<Name>[] {
  return wanted.flatMap((quantity) => {
    const name = names[quantity];
    if (name === undefined) return [];
    const place = columns.indexOf(name);
    if (place >= 0) return [{ quantity, name, place }];
    throw new TableRefused(`${file} has no column ${shown(name)}; it has ${listed(columns)}.`);
  });
}

/** @param written gets a sentence for each column whose numbers have a suffix or split thousands */
function rowOf(
  table: Table,
  { place: row, cells }: TableRow,
  numbers: readonly Column<RunQuantity>[],
  labels: readonly Column<RunLabel>[],
  style: NumberStyle,
  written: Map<string, string>,
): RunRow {
  const read: { place: number } & Partial<Record<RunQuantity, number>> & Partial<Record<RunLabel, string>> = {
    place: row,
  };
  for (const { quantity, name, place } of numbers) {
    const cell = cells[place];
    const where = `${table.name}, ${placeWords(table.format, row)}, column ${shown(name)}`;
    const reading = readNumber(cell, style);
    if (reading === 'missing') continue;
    if ('refused' in reading) throw new TableRefused(`${where}: ${reading.refused}.`);
    const broken = brokenRule(quantity, cell, reading);
    if (broken !== null) throw new TableRefused(`${where}: ${broken}.`);
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

function derive(
  rows: readonly RunRow[],
  { N, D, C }: RunColumns,
  wanted: readonly RunQuantity[],
): { rows: readonly RunRow[]; said: string[] } {
  if (N === undefined) return { rows, said: [] };
  if (wanted.includes('D') && D === undefined && C !== undefined) {
    const said = [`There is no column for D: D is C/(6·N), from ${shown(C)} and ${shown(N)}.`];
    return { rows: rows.map((row) => ({ ...row, D: (row.C ?? NaN) / (6 * (row.N ?? NaN)) })), said };
  }
  if (wanted.includes('C') && C === undefined && D !== undefined) {
    const said = [`There is no column for C: C is 6·N·D, from ${shown(N)} and ${shown(D)}.`];
    return { rows: rows.map((row) => ({ ...row, C: 6 * (row.N ?? NaN) * (row.D ?? NaN) })), said };
  }
  return { rows, said: [] };
}
