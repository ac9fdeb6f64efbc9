import { type Decimal, readingsOf } from './number-readings.ts';
import { numberStyle, type NumberStyle } from './number-style.ts';
import { isAmbiguous } from './read-number.ts';
import { RUN_QUANTITIES, type RunColumns } from './run-columns.ts';
import { placeWords, type Table } from './table.ts';
import { shown, TableRefused } from './table-refused.ts';

/** A cell that is one number with a decimal point and another with a decimal comma, and no cell tells which. */
export interface AmbiguousNumber {
  /** As in "row 2, column loss". */
  readonly where: string;
  readonly cell: string;
  readonly point: number;
  readonly comma: number;
}

/** How the numbers of some columns are written, as far as their table tells. */
export interface NumberChoice {
  /** Undefined if no cell tells, or if cells of both styles do. */
  readonly decimal: Decimal | undefined;
  /** The first cell for which a person must choose; null if there is none. */
  readonly ambiguous: AmbiguousNumber | null;
}

/** Whether a person must say which character stands before the decimals, in the columns with the given names. */
export function numberChoice(table: Table, names: RunColumns): NumberChoice {
  const columns = RUN_QUANTITIES.flatMap((quantity) => {
    const place = table.columns.indexOf(names[quantity] ?? '');
    return place < 0 ? [] : [place];
  });
  const style = styleOf(table, columns);
  if (style === null) return { decimal: undefined, ambiguous: null };
  for (const { place, cells } of table.rows) {
    for (const column of columns) {
      const cell = cells[column];
      const readings = readingsOf(cell);
      if (readings === null || !isAmbiguous(readings, style)) continue;
      const where = `${placeWords(table.format, place)}, column ${shown(table.columns[column])}`;
      const [point, comma] = [readings.point?.value ?? NaN, readings.comma?.value ?? NaN];
      return { decimal: undefined, ambiguous: { where, cell: shown(cell.trim()), point, comma } };
    }
  }
  return { decimal: style.decimal ?? undefined, ambiguous: null };
}

/** Null for numbers of two styles, and for decimal commas in cells that commas split: no choice reads them all. */
function styleOf(table: Table, columns: readonly number[]): NumberStyle | null {
  try {
    return numberStyle(table, columns);
  } catch (error) {
    if (error instanceof TableRefused) return null;
    throw error;
  }
}
