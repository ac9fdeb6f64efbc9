import { isRefusal } from '../../laws/refusal.ts';
import { numberChoice, type AmbiguousNumber } from '../../tables/number-choice.ts';
import type { Decimal } from '../../tables/number-readings.ts';
import { readRunRows, type RunRowsOptions } from '../../tables/read-run-rows.ts';
import type { RunColumns, RunRow } from '../../tables/run-columns.ts';
import type { Table } from '../../tables/table.ts';
import {
  MOST_MEASURED_RUNS,
  QUANTITIES,
  type ColumnChoice,
  type ColumnRole,
  type MeasuredRun,
  type MeasuredTable,
} from './measured-run.ts';
import { FIT_COLUMN, type ColumnScales } from './propose-columns.ts';

/** How a person wants a table read. */
export interface TableReading {
  readonly columns: ColumnChoice;
  readonly scales: ColumnScales;
  /** What becomes of rows that lack a number. */
  readonly missing: 'refuse' | 'leave-out';
  /** The character before decimals; null before a person has said it. Counts only where no cell of the table tells. */
  readonly decimal: Decimal | null;
}

/** The runs of a table, or why it cannot be read so. */
export interface MeasuredReading {
  /** Null while something is refused. */
  readonly measured: MeasuredTable | null;
  /** The rule that each column breaks, and under `table` what is wrong with the whole. */
  readonly refusals: Readonly<Partial<Record<ColumnRole | 'table', string>>>;
  /** The number of rows that lack a number, and a sentence about them; null if none does. */
  readonly missing: { readonly rows: number; readonly words: string } | null;
  /** A number for which a person must say, or has said, which character stands before decimals; null if there is none. */
  readonly ambiguous: AmbiguousNumber | null;
}

type Unambiguous = Omit<MeasuredReading, 'ambiguous'>;

/** What a row says besides its numbers, by its place. */
interface Labels {
  readonly name: (place: number) => string;
  readonly series: (place: number) => string;
  readonly fitted: (place: number) => boolean;
}

/** What a person can do in the page's form about numbers in another unit. */
const UNIT_REMEDY = 'choose what the numbers of the column count: ones, thousands, millions or more';
const NUMBERS = [...QUANTITIES, 'loss'] as const;
/** Longer names are cut. */
const NAME_CHARACTERS = 200;

/** Reads the runs of a table from the columns that a person has chosen. */
export function readMeasured(table: Table, reading: TableReading): MeasuredReading {
  const { ambiguous, decimal: told } = numberChoice(table, numbersOf(reading.columns));
  const chosen = ambiguous === null ? told : (reading.decimal ?? undefined);
  const isOpen = ambiguous !== null && chosen === undefined;
  const refusals = refusedColumns(table, reading, isOpen ? ['point', 'comma'] : [chosen]);
  if (isOpen || Object.keys(refusals).length > 0)
    return { measured: null, refusals, missing: null, ambiguous };
  const said = ambiguous !== null && chosen === 'point' ? ['Its numbers are read with decimal points.'] : [];
  return { ...readRuns(table, reading, chosen, said), ambiguous };
}

function readRuns(
  table: Table,
  reading: TableReading,
  decimal: Decimal | undefined,
  said: readonly string[],
): Unambiguous {
  const read = readRunRows(table, numbersOf(reading.columns), howRead(reading, decimal));
  if (isRefusal(read)) return refusedTable(read.refused);
  const [first = ''] = read.said;
  const missing = read.leftOut === 0 ? null : { rows: read.leftOut, words: first };
  if (missing !== null && reading.missing === 'refuse') {
    return { measured: null, refusals: {}, missing };
  }
  if (read.rows.length > MOST_MEASURED_RUNS) {
    const [most, has] = [MOST_MEASURED_RUNS, read.rows.length].map((count) => count.toLocaleString('en'));
    return refusedTable(`A table opens as at most ${most} runs, and this one has ${has} rows.`);
  }
  const { computed, words } = computedOf(reading.columns);
  const labels = {
    name: textsOf(table, reading.columns.run),
    series: textsOf(table, reading.columns.series),
    fitted: fittedOf(table),
  };
  const runs = read.rows.map((row) => runOf(row, computed, labels));
  const wild = runs.flatMap((run) => sizeRefusal(run, computed))[0];
  if (wild !== undefined) return refusedTable(wild);
  const notes = [...said, ...saidOf(read.said, reading), ...scaleNotes(reading), ...words];
  const measured = { source: table.name, columns: reading.columns, computed, notes, runs };
  return { measured, refusals: {}, missing };
}

function howRead({ scales }: Pick<TableReading, 'scales'>, decimal: Decimal | undefined): RunRowsOptions {
  return { missing: 'leave-out', derive: [], scales, decimal, remedies: { unit: UNIT_REMEDY } };
}

function refusedTable(refused: string): Unambiguous {
  return { measured: null, refusals: { table: refused }, missing: null };
}

/**
 * Refuses a choice without a loss or a size, a column in two places, and each column that cannot be read alone.
 * @param decimals that come into question
 */
function refusedColumns(
  table: Table,
  { columns, scales }: TableReading,
  decimals: readonly (Decimal | undefined)[],
): MeasuredReading['refusals'] {
  const refusals: Partial<Record<ColumnRole | 'table', string>> = {};
  if (columns.loss === undefined) refusals.loss = 'Choose the column of the losses.';
  if (columns.N === undefined && columns.D === undefined && columns.C === undefined)
    refusals.N = 'Choose a column of N, of D or of C.';
  const used = new Map<string, ColumnRole>();
  for (const role of NUMBERS) {
    const name = columns[role];
    if (name === undefined) continue;
    const other = used.get(name);
    used.set(name, role);
    if (other !== undefined) {
      refusals[role] = `One column is one quantity, and ${other} has this one already.`;
      continue;
    }
    const broken = decimals.flatMap((decimal) => {
      const alone = readRunRows(table, { [role]: name }, howRead({ scales }, decimal));
      return isRefusal(alone) ? [alone.refused] : [];
    });
    const [refused] = broken;
    if (refused !== undefined && broken.length === decimals.length) refusals[role] = refused;
  }
  return refusals;
}

/** Names and series are read apart, because a row without one is still a run. */
function numbersOf({ run: _run, series: _series, ...numbers }: ColumnChoice): RunColumns {
  return numbers;
}

/** The text of a column by the place of its row; empty for no column. */
function textsOf({ columns, rows }: Table, column: string | undefined): (place: number) => string {
  const at = column === undefined ? -1 : columns.indexOf(column);
  if (at < 0) return () => '';
  const texts = new Map(
    rows.map(({ place, cells }) => [place, (cells[at] ?? '').trim().slice(0, NAME_CHARACTERS)]),
  );
  return (place) => texts.get(place) ?? '';
}

/** What the reader said, without its remark that a unit in a name was not read, where a person has told the unit. */
function saidOf(said: readonly string[], { columns, scales }: TableReading): string[] {
  const scaled = QUANTITIES.filter((of) => scales[of] !== undefined).map((of) => columns[of]);
  const remarks = scaled.map((name) => `The name of column ${name} ends like a unit`);
  return said.filter((words) => !remarks.some((remark) => words.startsWith(remark)));
}

function computedOf({ N, D, C }: ColumnChoice): { computed: MeasuredTable['computed']; words: string[] } {
  if (N !== undefined && C !== undefined && D === undefined)
    return { computed: 'D', words: ['No column holds D, so D is C / (6·N).'] };
  if (D !== undefined && C !== undefined && N === undefined)
    return { computed: 'N', words: ['No column holds N, so N is C / (6·D).'] };
  if (N !== undefined && D !== undefined && C === undefined)
    return { computed: 'C', words: ['No column holds C, so C is 6·N·D.'] };
  return { computed: null, words: [] };
}

function scaleNotes({ columns, scales }: TableReading): string[] {
  return QUANTITIES.flatMap((of) => {
    const { [of]: scale = 1 } = scales;
    const { [of]: column } = columns;
    return scale === 1 || column === undefined
      ? []
      : [`The numbers of column ${column} are multiplied by ${scale.toLocaleString('en')}.`];
  });
}

/** Whether fits use a row, by `FIT_COLUMN` of tables that this page wrote; a table without it fits every row. */
function fittedOf({ columns, rows }: Table): (place: number) => boolean {
  const column = columns.indexOf(FIT_COLUMN);
  const out = column < 0 ? [] : rows.filter(({ cells }) => cells[column]?.trim() === 'no');
  const places = new Set(out.map(({ place }) => place));
  return (place) => !places.has(place);
}

function runOf(row: RunRow, computed: MeasuredTable['computed'], labels: Labels): MeasuredRun {
  const { N = null, D = null, C = null, U = null } = row;
  const stated = { N, D, C, U };
  return {
    id: String(row.place),
    name: labels.name(row.place),
    series: labels.series(row.place),
    sizes: withComputed(stated, computed),
    loss: row.loss ?? NaN,
    fitted: labels.fitted(row.place),
  };
}

/** Says which size of a run is too large or too small a number once it is multiplied or computed. */
function sizeRefusal({ id, sizes }: MeasuredRun, computed: MeasuredTable['computed']): string[] {
  const of = QUANTITIES.find((quantity) => {
    const value = sizes[quantity];
    return value !== null && !(value > 0 && value < Infinity);
  });
  if (of !== undefined) return [`Row ${id}: ${of} is too ${sizes[of] === 0 ? 'small' : 'large'} a number.`];
  if (computed === null || computed === 'C') return [];
  const value = sizes[computed] ?? NaN;
  const [from, counts] = computed === 'D' ? ['N', 'tokens'] : ['D', 'parameters'];
  return value < 1
    ? [
        `Row ${id}: ${computed} would be C / (6·${from}) = ${Number(value.toPrecision(3))}, and no run has less than one of its ${counts}; C counts FLOPs (a PF-day is 8.64e19): check its unit, and what the numbers of ${from} count.`,
      ]
    : [];
}

/** C = 6·N·D, solved for the quantity that has no column. */
function withComputed(
  sizes: MeasuredRun['sizes'],
  computed: MeasuredTable['computed'],
): MeasuredRun['sizes'] {
  const { N, D, C } = sizes;
  switch (computed) {
    case null:
      return sizes;
    case 'N':
      return { ...sizes, N: (C ?? NaN) / (6 * (D ?? NaN)) };
    case 'D':
      return { ...sizes, D: (C ?? NaN) / (6 * (N ?? NaN)) };
    case 'C':
      return { ...sizes, C: 6 * (N ?? NaN) * (D ?? NaN) };
    default:
      return computed satisfies never;
  }
}
