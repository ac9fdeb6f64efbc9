import { formatLoss, percent } from '../../charts/quantity.ts';
import type { MeasuredPredictions } from '../../lab/imported/measured-predictions.ts';
import {
  lossUnitOfTable,
  QUANTITIES,
  seriesOfTable,
  type MeasuredRun,
  type MeasuredTable,
  type Quantity,
} from '../../lab/imported/measured-run.ts';
import { measuredName, sizeWords } from '../kit/measured-words.ts';
import type { SortHead } from '../kit/sort-head.ts';
import type { SortValue } from '../kit/sorted-rows.ts';

/** A column of a table of others' runs. */
export interface ImportedColumn extends SortHead {
  readonly value: (run: MeasuredRun) => SortValue;
  readonly cell: (run: MeasuredRun) => string;
}

const UNITS: Record<Quantity, string> = { N: 'parameters', D: 'tokens', C: 'FLOP', U: 'distinct tokens' };

/** The columns after the name, as far as any run has something in them. */
export function importedColumns(
  table: MeasuredTable,
  { law, of }: MeasuredPredictions,
): readonly ImportedColumn[] {
  const series: ImportedColumn = {
    id: 'series',
    head: 'Series',
    words: true,
    value: (run) => run.series,
    cell: (run) => run.series,
  };
  return [
    ...(seriesOfTable(table).length > 1 ? [series] : []),
    ...shownQuantities(table).map((quantity) => sizeColumn(table, quantity)),
    {
      id: 'loss',
      head: 'Loss',
      unit: lossUnitOfTable(table),
      value: ({ loss }) => loss,
      cell: ({ loss }) => formatLoss(loss),
    },
    {
      id: 'predicted',
      head: 'Predicted',
      unit: law === '' ? 'no law yet' : `by ${law}`,
      value: ({ id }) => of.get(id)?.predicted ?? null,
      cell: ({ id }) => words(of.get(id)?.predicted, formatLoss),
    },
    {
      id: 'residual',
      head: 'Residual',
      unit: '%',
      value: ({ id }) => of.get(id)?.residual ?? null,
      cell: ({ id }) => words(of.get(id)?.residual, (residual) => percent(Math.expm1(residual))),
    },
  ];
}

/** What the first column sorts by. */
export function nameColumn(): SortHead & Pick<ImportedColumn, 'value'> {
  return { id: 'run', head: 'Run', words: true, value: measuredName };
}

function sizeColumn({ computed }: MeasuredTable, of: Quantity): ImportedColumn {
  return {
    id: of,
    head: of,
    unit: of === computed ? 'computed' : UNITS[of],
    value: ({ sizes }) => sizes[of],
    cell: ({ sizes }) => words(sizes[of], (size) => sizeWords(size, of)),
  };
}

/** The quantities that any run has. */
function shownQuantities({ runs }: MeasuredTable): Quantity[] {
  return QUANTITIES.filter((of) => runs.some(({ sizes }) => sizes[of] !== null));
}

function words(value: number | null | undefined, format: (value: number) => string): string {
  return value === null || value === undefined ? '–' : format(value);
}
