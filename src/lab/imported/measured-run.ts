/** The quantities of a run that a table may state: parameters, tokens seen, compute in FLOPs, distinct tokens. */
export const QUANTITIES = ['N', 'D', 'C', 'U'] as const;

export type Quantity = (typeof QUANTITIES)[number];

/** What a column of a table of runs may hold, in the order of the form. */
export const COLUMN_ROLES = [...QUANTITIES, 'loss', 'run', 'series'] as const;

export type ColumnRole = (typeof COLUMN_ROLES)[number];

/** The name of the column that holds each role. A role that no column has is left out. */
export type ColumnChoice = Readonly<Partial<Record<ColumnRole, string>>>;

/** One row of somebody's table: a run that this page did not train. */
export interface MeasuredRun {
  /** Unique within its table: the place of its row. */
  readonly id: string;
  /** As the table names it; empty if it does not. */
  readonly name: string;
  /** Runs of one series share their power laws; empty if the table has no series. */
  readonly series: string;
  /** Null for a quantity that is neither stated nor computed. */
  readonly sizes: Readonly<Record<Quantity, number | null>>;
  /** In the unit of the table. */
  readonly loss: number;
  /** Whether fits use it. */
  readonly fitted: boolean;
}

/** Runs from somebody's table. */
export interface MeasuredTable {
  /** The name of its file. */
  readonly source: string;
  readonly columns: ColumnChoice;
  /** The quantity that has no column and that follows from C = 6·N·D; null if there is none. */
  readonly computed: 'N' | 'D' | 'C' | null;
  /** What a person must know about how it was read, in sentences. */
  readonly notes: readonly string[];
  /** In the order of the table. */
  readonly runs: readonly MeasuredRun[];
}

/** The most rows of a table that open as runs, because every fit is made a thousand times for its intervals. */
export const MOST_MEASURED_RUNS = 5_000;

/** The unit of the losses, as far as the table says it: the name of their column. */
export function lossUnitOfTable({ columns }: Pick<MeasuredTable, 'columns'>): string {
  return columns.loss ?? 'loss';
}

/** The names of the series, in the order of the table. */
export function seriesOfTable({ runs }: Pick<MeasuredTable, 'runs'>): string[] {
  return [...new Set(runs.map(({ series }) => series))];
}
