import type { MeasuredPredictions } from '../../imported/measured-predictions.ts';
import { QUANTITIES, type MeasuredRun, type MeasuredTable } from '../../imported/measured-run.ts';
import { toCsv, type Cell } from '../write-csv.ts';

interface Column {
  readonly name: string;
  readonly cell: (run: MeasuredRun) => Cell;
}

/**
 * A row for each imported run, with what the stated law predicts for it. The table opens again as imported runs. A
 * quantity that was computed is left out, because it is computed again.
 */
export function measuredCsv(table: MeasuredTable, { of: predicted }: MeasuredPredictions): string {
  const columns: Column[] = [
    ...labelsOf(table),
    ...sizesOf(table),
    { name: 'loss', cell: ({ loss }) => loss },
    { name: 'predicted', cell: ({ id }) => predicted.get(id)?.predicted ?? '' },
    { name: 'log_residual', cell: ({ id }) => predicted.get(id)?.residual ?? '' },
    { name: 'in_fit', cell: ({ fitted }) => (fitted ? 'yes' : 'no') },
  ];
  return toCsv(
    columns.map(({ name }) => name),
    table.runs.map((run) => columns.map(({ cell }) => cell(run))),
  );
}

function labelsOf({ columns: { run, series } }: MeasuredTable): Column[] {
  return [
    ...(run === undefined ? [] : [{ name: 'run', cell: ({ name }: MeasuredRun) => name }]),
    ...(series === undefined ? [] : [{ name: 'series', cell: ({ series: name }: MeasuredRun) => name }]),
  ];
}

function sizesOf({ computed, runs }: MeasuredTable): Column[] {
  const stated = QUANTITIES.filter((of) => of !== computed && runs.some(({ sizes }) => sizes[of] !== null));
  return stated.map((of) => ({ name: of, cell: ({ sizes }) => sizes[of] ?? '' }));
}
