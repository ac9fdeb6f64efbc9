import { join } from 'node:path';
import { readTable, readText } from '../fit/read-table.ts';
import { gemstoneFlops } from './gemstones.ts';

export interface LabelledRow {
  label: string;
  numbers: number[];
}

const STEPS_A_CHECKPOINT = 477;

/** Numbers of a table in `folder`, row by row, in the order of the requested columns. */
export function rowsOf(folder: string, name: string, columns: readonly string[]): number[][] {
  return readTable(readText(join(folder, name)), name, columns).map(({ numbers }) =>
    columns.map((column) => numbers[column]),
  );
}

/** The same rows with a column of text. */
export function labelledRowsOf(
  folder: string,
  name: string,
  columns: readonly string[],
  label: string,
): LabelledRow[] {
  return readTable(readText(join(folder, name)), name, columns, [label]).map(({ numbers, labels }) => ({
    label: labels[label],
    numbers: columns.map((column) => numbers[column]),
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
