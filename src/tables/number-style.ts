import { type Decimal, readingsOf } from './number-readings.ts';
import { placeWords, type Table } from './table.ts';
import { quoted, shown, TableRefused } from './table-refused.ts';

/** How the numbers of a table are written. */
export interface NumberStyle {
  /** Null if no cell tells. Then cells that two styles read differently are refused. */
  decimal: Decimal | null;
  /** Whether cells tell. If not, a comma before three digits is refused, though the decimals have a point. */
  told: boolean;
  /** What a person can do about a number that two styles read, as the end of its refusal. */
  remedy?: string | undefined;
}

/** A cell that is a number in one style only. */
interface Evidence {
  where: string;
  /** The cell, and what in it belongs to the style. */
  words: string;
}

/**
 * The style of a table's numbers. Cells that can be read in one style only decide it, first those of `columns`, then those
 * of all columns if they agree. JSON and cells that commas split have decimal points.
 *
 * @param decimal if a person has told it
 * @throws {TableRefused} for cells of two styles, and for decimal commas in cells that commas split
 */
export function numberStyle(
  table: Table,
  columns: readonly number[],
  decimal?: Decimal,
  remedy?: string,
): NumberStyle {
  if (decimal !== undefined) return { decimal, told: true };
  const { point, comma } = evidence(table, columns);
  const isPlain = table.delimiter === ',' || table.delimiter === null;
  if (comma && isPlain) throw new TableRefused(commaWords(table, comma));
  if (point && comma) {
    const [one, other] = [point, comma].map(({ where, words }) => `${where}: ${words}`);
    throw new TableRefused(`${table.name} writes numbers in two styles: ${one}, and ${other}.`);
  }
  if (point) return { decimal: 'point', told: true };
  if (comma) return { decimal: 'comma', told: true };
  const others = evidence(table, [...table.columns.keys()]);
  if (others.point && !others.comma) return { decimal: 'point', told: true };
  if (others.comma && !others.point && !isPlain) return { decimal: 'comma', told: true };
  return { decimal: isPlain ? 'point' : null, told: false, remedy };
}

/** The first cell that is a number in one style only, for each style. */
function evidence(table: Table, columns: readonly number[]): Partial<Record<Decimal, Evidence>> {
  const found: Partial<Record<Decimal, Evidence>> = {};
  for (const { place, cells } of table.rows) {
    for (const column of columns) {
      const readings = readingsOf(cells[column]);
      if (readings === null || (readings.point && readings.comma)) continue;
      const decimal = readings.point ? 'point' : 'comma';
      found[decimal] ??= {
        where: `${placeWords(table.format, place)}, column ${shown(table.columns[column])}`,
        words: evidenceWords(cells[column].trim(), decimal),
      };
      if (found.point && found.comma) return found;
    }
  }
  return found;
}

function evidenceWords(cell: string, decimal: Decimal): string {
  const other = decimal === 'point' ? 'comma' : 'point';
  const splits = cell.includes(other === 'point' ? '.' : ',');
  return `${quoted(cell)} has ${splits ? `thousands split by a ${other}` : `a decimal ${decimal}`}`;
}

function commaWords({ name, format }: Table, { where, words }: Evidence): string {
  const rule =
    format === 'csv'
      ? 'decimal commas, and points that split thousands, need semicolons or tabs between cells'
      : 'numbers in JSON have decimal points';
  return `${name}, ${where}: ${words}; ${rule}.`;
}
