import { join } from 'node:path';
import { findColumn } from '../../src/tables/find-column.ts';
import { numberStyle } from '../../src/tables/number-style.ts';
import { readNumber } from '../../src/tables/read-number.ts';
import { readTableFile } from '../read-table-file.ts';
import { gemstoneFlops } from './gemstones.ts';

export interface LabelledRow {
  label: string;
  numbers: number[];
}

const STEPS_A_CHECKPOINT = 477;

/** Numbers of a table in `folder`, row by row, in the order of the requested columns. */
export function rowsOf(folder: string, name: string, columns: readonly string[]): number[][] {
  return readColumns(folder, name, columns).map(({ numbers }) => numbers);
}

/** The same rows with a column of text. */
export function labelledRowsOf(
  folder: string,
  name: string,
  columns: readonly string[],
  label: string,
): LabelledRow[] {
  return readColumns(folder, name, columns, label);
}

/** @throws in one sentence, for a missing file, column or number */
function readColumns(
  folder: string,
  file: string,
  columns: readonly string[],
  label?: string,
): LabelledRow[] {
  const table = readTableFile(join(folder, file), file);
  const placeOf = (column: string): number => {
    const place = findColumn(table.columns, column, file);
    if (place === null) throw new Error(`${file} has no column ${column}`);
    return place;
  };
  const places = columns.map(placeOf);
  const labels = label === undefined ? null : placeOf(label);
  const style = numberStyle(table, places);
  return table.rows.map(({ place, cells }) => ({
    label: labels === null ? '' : cells[labels],
    numbers: places.map((column) => {
      const number = readNumber(cells[column], style);
      if (typeof number === 'object' && 'value' in number) return number.value;
      throw new Error(
        `${file}, row ${place}, column ${table.columns[column]}: ${cells[column]} is not a number`,
      );
    }),
  }));
}

/** @throws if no row has this label */
export function numbersOf(rows: readonly LabelledRow[], label: string): number[] {
  const row = rows.find((one) => one.label === label);
  if (!row) throw new Error(`there is no row ${label}`);
  return row.numbers;
}

/** Checkpoints of the Gemstones, numbered from 1 within a run. */
export function gemstones(folder: string) {
  const columns = ['params_active_precise', 'width', 'depth', 'tokens', 'step', 'final_loss'];
  return labelledRowsOf(folder, 'gemstones_hot_477.csv', columns, 'run_name').map(
    ({ label, numbers: [parameters, width, depth, tokens, step, loss] }) => ({
      run: label,
      parameters,
      tokens,
      compute: gemstoneFlops(width, depth) * tokens,
      loss,
      checkpoint: step / STEPS_A_CHECKPOINT,
    }),
  );
}
