import { join } from 'node:path';
import { readTable } from '../fit/read-table.mjs';
import { gemstoneFlops } from './gemstones.mjs';
import { readText } from '../fit/read-text.mjs';

/** @typedef {{ label: string, numbers: number[] }} LabelledRow */

const STEPS_A_CHECKPOINT = 477;

/**
 * Numbers of a table, row by row, in the order of the columns asked for.
 *
 * @param {string} folder
 * @param {string} name of its file
 * @param {readonly string[]} columns
 */
export function rowsOf(folder, name, columns) {
  return readRows(folder, name, columns).map(({ numbers }) => numbers);
}

/**
 * The same with a column of text.
 *
 * @param {string} folder
 * @param {string} name
 * @param {readonly string[]} columns
 * @param {string} label
 * @returns {LabelledRow[]}
 */
export function labelledRowsOf(folder, name, columns, label) {
  return readRows(folder, name, columns, label);
}

/** @param {readonly LabelledRow[]} rows @param {string} label */
export function numbersOf(rows, label) {
  const row = rows.find((one) => one.label === label);
  if (!row) throw new Error(`there is no row ${label}`);
  return row.numbers;
}

/** Checkpoints of the Gemstones, numbered from 1 within a run. @param {string} folder */
export function gemstones(folder) {
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

/** @param {string} folder @param {string} name @param {readonly string[]} columns @param {string} [label] */
function readRows(folder, name, columns, label) {
  const rows = readTable(readText(join(folder, name)), name, columns, label === undefined ? [] : [label]);
  return rows.map((row) => ({
    label: label === undefined ? '' : row.labels[label],
    numbers: columns.map((column) => row.numbers[column]),
  }));
}
