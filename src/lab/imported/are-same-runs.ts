import type { MeasuredTable } from './measured-run.ts';

/** Whether two tables, if any, hold the same runs of the same file, whichever of them the fits use. */
export function areSameRuns(a: MeasuredTable | undefined, b: MeasuredTable | undefined): boolean {
  return a === undefined || b === undefined ? a === b : written(a) === written(b);
}

function written({ source, runs }: MeasuredTable): string {
  return JSON.stringify([
    source,
    ...runs.map(({ id, name, series, sizes: { N, D, C, U }, loss }) => [id, name, series, N, D, C, U, loss]),
  ]);
}
