import { guessColumns } from '../../tables/guess-columns.ts';
import { nameWords } from '../../tables/name-words.ts';
import { readingsOf } from '../../tables/number-readings.ts';
import type { Table } from '../../tables/table.ts';
import { COLUMN_ROLES, type ColumnChoice, type ColumnRole, type Quantity } from './measured-run.ts';

/** The column of a table that this page wrote that says which runs the fits use. */
export const FIT_COLUMN = 'in_fit';

/** What the numbers of a column count: ones, thousands, millions, billions or trillions. */
export type ColumnScale = 1 | 1e3 | 1e6 | 1e9 | 1e12;

export type ColumnScales = Readonly<Partial<Record<Quantity, ColumnScale>>>;

/** A guess at what the columns of a table hold. */
export interface ColumnProposal {
  readonly columns: ColumnChoice;
  readonly scales: ColumnScales;
  /** Whether the names leave no doubt, so that the table may open before a person has looked. */
  readonly sure: boolean;
}

/** Words of a column's name by which a person would find it, for tables whose names are their own. */
const WORDS: Readonly<Record<'N' | 'D' | 'C' | 'U' | 'loss', RegExp>> = {
  N: /^(n?params?|n?parameters?)$/,
  D: /^n?tokens?$/,
  C: /^(n?flops?|compute)$/,
  U: /^(unique|distinct)$/,
  loss: /^(loss|nll|bpb|bpc|xent|ce)$/,
};

/** Words of names that look like a quantity and are another one. */
const OTHERS =
  /^(per|batch|ratio|lo95|hi95|low|high|std|sd|stddev|stderr|se|err|error|log|scale|weight|diff|coef|coeff|aux|s|sec|second|seconds|delta|unique|distinct)$/;

/** Words by which a column may hold a size in another unit or in another way. */
const HINTS: Readonly<Record<'N' | 'D' | 'C', RegExp>> = {
  N: /^(n|n?params?|n?parameters?)$/,
  D: /^(d|n?tokens?)$/,
  C: /^(c|n?flops?|[tpe]flops?|pf|compute)$/,
};

/** A loss on data that were not trained on comes before others. */
const HELD_OUT = /^(val|valid|validation|eval|test|heldout)$/;

const SCALES: readonly (readonly [RegExp, ColumnScale])[] = [
  [/^(k|thousands?)$/, 1e3],
  [/^(m|mm|millions?)$/, 1e6],
  [/^(b|bn|g|billions?)$/, 1e9],
  [/^(t|tn|trillions?)$/, 1e12],
];

/** A text that names series occurs at least this often on average, and there are at most so many series. */
const LEAST_OCCURRENCES = 3;
const MOST_SERIES = 12;

/**
 * Guesses the columns from their names: first by the names that public tables use, then by the words within a name. The
 * second kind of guess is not sure, nor is one of several columns that suit equally well, nor one that leaves out a column
 * that hints at a quantity.
 */
export function proposeColumns(table: Table): ColumnProposal {
  const { columns: named, unsure } = guessColumns(table.columns);
  const columns: Partial<Record<ColumnRole, string>> = {};
  for (const role of COLUMN_ROLES) {
    const name = named[role] ?? heldOutFirst(unsure[role] ?? []);
    if (name !== undefined && !(role === 'loss' && isOther(name))) columns[role] = name;
  }
  const strict = Object.keys(columns).length;
  for (const role of ['U', 'N', 'D', 'C', 'loss'] as const) {
    const name = columns[role] ?? byWords(table, role, Object.values(columns));
    if (name !== undefined) columns[role] = name;
  }
  const series = columns.series ?? seriesColumn(table, Object.values(columns));
  if (series !== undefined) columns.series = series;
  const scales = scalesOf(columns);
  const doubted = COLUMN_ROLES.some((role) => unsure[role] !== undefined);
  const isNamed = Object.keys(columns).length === strict && Object.keys(scales).length === 0;
  const sure = !doubted && isNamed && !hasHint(table, columns);
  return { columns, scales, sure };
}

/**
 * Whether a quantity has no column, or only one called by a small letter, while the name of an unused column hints at it,
 * as `C (PF-days)` and `tokens_per_param`.
 */
function hasHint(table: Table, columns: ColumnChoice): boolean {
  const taken = Object.values(columns);
  const unused = table.columns.filter((column) => !taken.includes(column)).flatMap(nameWords);
  const isOpen = (name: string | undefined): boolean => name === undefined || /^[a-z]$/.test(name);
  return (['N', 'D', 'C'] as const).some(
    (role) => isOpen(columns[role]) && unused.some((word) => HINTS[role].test(word)),
  );
}

/** The first column whose name has a word of the role, among columns that have none yet. */
function byWords({ columns }: Table, role: keyof typeof WORDS, taken: readonly string[]): string | undefined {
  const suiting = columns.filter((column) => {
    const isOpen = !taken.includes(column) && (role === 'U' || !isOther(column));
    return isOpen && nameWords(column).some((word) => WORDS[role].test(word));
  });
  return heldOutFirst(suiting);
}

/** The first column on data that were not trained on, or else the first one. */
function heldOutFirst(columns: readonly string[]): string | undefined {
  return columns.find((column) => nameWords(column).some((word) => HELD_OUT.test(word))) ?? columns[0];
}

/** Whether a name looks like a quantity and is another one. */
function isOther(column: string): boolean {
  return nameWords(column).some((word) => OTHERS.test(word));
}

function scalesOf(columns: ColumnChoice): ColumnScales {
  const scales: Partial<Record<Quantity, ColumnScale>> = {};
  for (const role of ['N', 'D', 'U'] as const) {
    const last =
      nameWords(columns[role] ?? '')
        .slice(1)
        .at(-1) ?? '';
    const [, scale] = SCALES.find(([words]) => words.test(last)) ?? [];
    if (scale !== undefined) scales[role] = scale;
  }
  return scales;
}

/** A column of texts that fall into a few groups. */
function seriesColumn(table: Table, taken: readonly string[]): string | undefined {
  return table.columns.find((column, place) => {
    if (taken.includes(column) || column === FIT_COLUMN) return false;
    const cells = table.rows.map(({ cells: row }) => row[place]?.trim() ?? '');
    if (cells.some((cell) => cell === '' || readingsOf(cell) !== null)) return false;
    const names = new Set(cells).size;
    return names > 1 && names <= MOST_SERIES && cells.length >= LEAST_OCCURRENCES * names;
  });
}
