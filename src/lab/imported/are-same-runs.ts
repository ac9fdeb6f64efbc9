import { COLUMN_ROLES, type MeasuredTable } from './measured-run.ts';

/**
 * Whether two tables, if any, hold the same runs: the same numbers and names from columns with the same names. The name of
 * their file, the order of their rows and which of them the fits use do not count.
 */
export function areSameRuns(a: MeasuredTable | undefined, b: MeasuredTable | undefined): boolean {
  return a === undefined || b === undefined ? a === b : written(a) === written(b);
}

function written({ columns, runs }: MeasuredTable): string {
  const rows = runs.map(({ name, series, sizes: { N, D, C, U }, loss }) =>
    JSON.stringify([name, series, N, D, C, U, loss]),
  );
  return JSON.stringify([COLUMN_ROLES.map((role) => columns[role] ?? null), rows.toSorted()]);
}
