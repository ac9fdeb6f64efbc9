import { isRefusal } from '../../../laws/refusal.ts';
import { readTable } from '../../../tables/read-table.ts';
import type { Table } from '../../../tables/table.ts';
import { unprotectedCell } from '../formats.ts';
import { ImportRefused, shown } from '../import-refused.ts';

/** A first line is within so many characters. */
const START = 4_000;
/** Columns that every table of results has that this page wrote. */
const OWN_COLUMNS = ['lane', 'init_seed', 'order_seed'];

/** Whether a text without a format of this page is not a table of results that this page wrote either. */
export function isForeign(text: string): boolean {
  if (isJson(text)) return !/^\ufeff?\s*\{\s*"format"\s*:/.test(text.slice(0, START));
  const [first = ''] = text
    .replace(/^\ufeff/, '')
    .slice(0, START)
    .trimStart()
    .split(/[\r\n]/);
  const names = first.split(/[,;\t]/).map((name) => name.trim().replaceAll('"', ''));
  return !OWN_COLUMNS.some((column) => names.includes(column));
}

/** The table of a text that somebody else wrote. @throws {ImportRefused} */
export function foreignTable(text: string, name: string): Table {
  const table = readTable(text, name);
  if (!isRefusal(table) && table.rows.length === 0)
    throw new ImportRefused(`${shown(name)} has no rows below its header.`);
  if (!isRefusal(table)) return isExported(table) ? unprotected(table) : table;
  if (!isJson(text)) throw new ImportRefused(table.refused);
  throw new ImportRefused(
    `${shown(name)} is neither an experiment, nor results, nor a history, nor a model's file, and not a table of runs: ${table.refused}`,
  );
}

/** Whether this page wrote it from imported runs. */
function isExported({ columns }: Table): boolean {
  return ['predicted', 'log_residual', 'in_fit'].every((column) => columns.includes(column));
}

function unprotected(table: Table): Table {
  const rows = table.rows.map((row) => ({ ...row, cells: row.cells.map(unprotectedCell) }));
  return { ...table, rows };
}

function isJson(text: string): boolean {
  return /^\ufeff?\s*[{[]/.test(text.slice(0, START));
}
