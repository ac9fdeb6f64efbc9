import { findColumn } from '../../src/tables/find-column.ts';
import { guessColumns } from '../../src/tables/guess-columns.ts';
import type { RunColumn, RunColumns, RunQuantity } from '../../src/tables/run-columns.ts';
import type { Table } from '../../src/tables/table.ts';
import { listed, shown } from '../../src/tables/table-refused.ts';

/** The columns to read of a table. */
export interface ChosenColumns {
  columns: RunColumns;
  /** A sentence for each column that no option names and whose name is not the quantity's. */
  said: string[];
}

/** What to compute a quantity from if the table has no column for it. */
const SOURCES: Readonly<Partial<Record<RunQuantity, readonly RunQuantity[]>>> = {
  C: ['N', 'D'],
  D: ['N', 'C'],
};

/**
 * The columns of some quantities: those that options name, or else those that `guessColumns` takes. C and D need no column if the other and N have one.
 *
 * @param asked names from options
 * @throws in one sentence, for a column that the table lacks, and if several suit a quantity equally well
 */
export function chooseColumns(
  table: Table,
  asked: RunColumns,
  wanted: readonly RunQuantity[],
): ChosenColumns {
  const columns: Partial<Record<RunColumn, string>> = {};
  const said: string[] = [];
  const taken = Object.values(asked);
  const guesses = guessColumns(table.columns.filter((column) => !taken.includes(column)));
  /** @returns whether the quantity has a column */
  const choose = (quantity: RunColumn): boolean => {
    const name = columns[quantity] ?? nameOf(table, quantity, asked) ?? guesses.columns[quantity];
    if (name === undefined) return false;
    if (columns[quantity] === undefined && name !== (asked[quantity] ?? quantity)) {
      said.push(`${quantity} is the column ${shown(name)}.`);
    }
    columns[quantity] = name;
    return true;
  };
  let label: 'run' | 'series' | 'shape';
  for (label of ['run', 'series', 'shape'] as const) if (asked[label] !== undefined) choose(label);
  for (const quantity of wanted) {
    if (choose(quantity)) continue;
    const sources = guesses.unsure[quantity] === undefined ? SOURCES[quantity] : undefined;
    if (sources?.every(choose)) continue;
    throw new Error(lackWords(table, quantity, guesses.unsure[quantity]));
  }
  return { columns, said };
}

/** The column that an option names. */
function nameOf({ columns, name: file }: Table, quantity: RunColumn, asked: RunColumns): string | undefined {
  const name = asked[quantity];
  if (name === undefined) return undefined;
  const place = findColumn(columns, name, file);
  if (place === null) throw new Error(`${file} has no column ${name}; it has ${listed(columns)}`);
  return columns[place];
}

function lackWords({ name, columns }: Table, quantity: RunQuantity, unsure?: readonly string[]): string {
  const option = `--${quantity.toLowerCase()}`;
  if (unsure)
    return `${name} has several columns that may be ${quantity}: ${listed(unsure)}; ${option} NAME chooses`;
  return `${name} has no column ${quantity}; it has ${listed(columns)}; ${option} NAME says which it is`;
}
