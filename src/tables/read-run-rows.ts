import type { Refusal } from '../laws/refusal.ts';
import { deriveQuantity } from './derive-quantity.ts';
import { countMissing, lacksCell, missingWords } from './missing-words.ts';
import type { Decimal } from './number-readings.ts';
import { numberStyle } from './number-style.ts';
import { type NumberColumn, type PlacedColumn, readRunRow } from './read-run-row.ts';
import {
  RUN_LABELS,
  RUN_QUANTITIES,
  type RunColumns,
  type RunLabel,
  type RunQuantity,
  type RunRow,
} from './run-columns.ts';
import { sizeDoubts } from './size-doubts.ts';
import type { Table, TableRow } from './table.ts';
import { listed, refusing, shown, TableRefused } from './table-refused.ts';

export interface RunRowsOptions {
  /** What becomes of rows that lack a number. */
  missing: 'refuse' | 'leave-out';
  /** Quantities to compute from others if they have no column: C = 6·N·D, D = C/(6·N). */
  derive: readonly RunQuantity[];
  /** What the numbers of a quantity are multiplied by, if a person has told it. */
  scales?: Readonly<Partial<Record<RunQuantity, number>>>;
  /** The character before decimals, if a person has told it. */
  decimal?: Decimal | undefined;
  /**
   * What a person can do, as ends of refusals: of rows that lack a number, of numbers that two styles read, and of numbers
   * in another unit.
   */
  remedies?: { readonly missing?: string; readonly style?: string; readonly unit?: string };
}

/** The runs of a table. */
export interface RunRows {
  readonly rows: readonly RunRow[];
  /** Number of rows that lack a number, and were left out. */
  readonly leftOut: number;
  /** What a person must know about the reading, in sentences: what was computed, left out, or written with a suffix. */
  readonly said: readonly string[];
}

/** Ends of names that look like a unit: `params_M`, `tokens (B)`. */
const UNIT = /[\s_([]([KMBTG]|thousands?|millions?|billions?|trillions?)[)\]]?$/i;

/**
 * The runs of a table, one for each row, from the columns with the given names.
 *
 * @returns a refusal in one sentence with the row, the column and the value, for a missing column, for a cell that is not
 *   one positive finite number, and for missing numbers unless they are left out
 */
export function readRunRows(table: Table, columns: RunColumns, options: RunRowsOptions): RunRows | Refusal {
  const { remedies = {}, scales = {} } = options;
  return refusing(() => {
    const numbers = placesOf(table, columns, RUN_QUANTITIES);
    const labels = placesOf(table, columns, RUN_LABELS);
    const places = numbers.map(({ place }) => place);
    const needed = labels.filter(({ quantity }) => quantity !== 'series').map(({ place }) => place);
    if (table.rows.length === 0)
      throw new TableRefused(`${table.name} has no rows below its names of columns.`);
    const style = numberStyle(table, places, options.decimal, remedies.style);
    const full = table.rows.filter(({ cells }) => !lacksCell(cells, places, needed));
    const missing = countMissing(table, places, needed);
    if (missing.places.length > 0 && options.missing === 'refuse') {
      throw new TableRefused(
        `${missingWords(table, missing)}${remedies.missing ? `; ${remedies.missing}` : ''}.`,
      );
    }
    if (full.length === 0) throw new TableRefused(`${missingWords(table, missing)}; no row is left.`);
    const written = new Map<string, string>();
    const scaled = numbers.map((column): NumberColumn => ({
      ...column,
      scale: scales[column.quantity] ?? 1,
      suffixed: isSuffixed(full, column.place),
    }));
    const rows = full.map((row) => readRunRow(table, row, scaled, labels, style, written, remedies.unit));
    const derived = deriveQuantity(table, rows, columns, options.derive, remedies.unit);
    return {
      rows: derived.rows,
      leftOut: missing.places.length,
      said: [
        ...(missing.places.length > 0 ? [`${missingWords(table, missing)}; left out.`] : []),
        ...(table.said ?? []),
        ...(style.decimal === 'comma' ? ['Its numbers have decimal commas.'] : []),
        ...numbers.flatMap(({ name }) => unitWords(name)),
        ...written.values(),
        ...derived.said,
        ...sizeDoubts(table, derived.rows),
      ],
    };
  });
}

function placesOf<Name extends RunQuantity | RunLabel>(
  { name: file, columns }: Table,
  names: RunColumns,
  wanted: readonly Name[],
): PlacedColumn<Name>[] {
  return wanted.flatMap((quantity) => {
    const name = names[quantity];
    if (name === undefined) return [];
    const place = columns.indexOf(name);
    if (place >= 0) return [{ quantity, name, place }];
    throw new TableRefused(`${file} has no column ${shown(name)}; it has ${listed(columns)}.`);
  });
}

/** Whether some number of a column has a suffix. */
function isSuffixed(rows: readonly TableRow[], column: number): boolean {
  return rows.some(({ cells }) => /^[^e]*\d\s?[KMBTG]\s*$/i.test(cells[column]));
}

function unitWords(name: string): string[] {
  const unit = UNIT.exec(name)?.[1];
  if (unit === undefined) return [];
  return [
    `The name of column ${shown(name)} ends like a unit, ${unit}: its numbers are read as they stand, without it.`,
  ];
}
