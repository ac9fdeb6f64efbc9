import { readMeasured, type MeasuredReading, type TableReading } from '../imported/read-measured.ts';
import type { Table } from '../../tables/table.ts';

/** A table that is on the page in this visit, and what its columns hold. Only its runs are saved. */
export interface ColumnForm extends TableReading {
  readonly table: Table;
  /** What this choice gives. */
  readonly reading: MeasuredReading;
  /** Whether the form is open. */
  readonly open: boolean;
  /** The number of the experiment that its runs are saved as; null before they are. */
  readonly number: number | null;
}

/** A form with a changed choice, read again. */
export function changedForm(form: Omit<ColumnForm, 'reading'>, change: Partial<TableReading>): ColumnForm {
  const changed = { ...form, ...change };
  return { ...changed, reading: readMeasured(changed.table, changed) };
}
