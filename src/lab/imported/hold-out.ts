import { measuredFits } from './measured-fits.ts';
import type { MeasuredRun, MeasuredTable, Quantity } from './measured-run.ts';

/** The quantity by which runs are large: C where the table has a law of N and D, otherwise that of its first law. */
export function sizeOrder(table: MeasuredTable): Quantity {
  const { laws, subject } = measuredFits(table);
  return subject === 'approaches' ? 'C' : (laws[0] ?? 'N');
}

/** A table whose fits leave out its largest runs, and use all others. */
export function withoutLargest(table: MeasuredTable, count: number): MeasuredTable {
  const of = sizeOrder(table);
  const bySize = table.runs.toSorted((a, b) => sizeOf(b, of) - sizeOf(a, of));
  const held = new Set(bySize.slice(0, count).map(({ id }) => id));
  return { ...table, runs: table.runs.map((run) => ({ ...run, fitted: !held.has(run.id) })) };
}

/** A table whose fits use the runs of one series, or of all series if `series` is null. */
export function onlySeries(table: MeasuredTable, series: string | null): MeasuredTable {
  const isUsed = (run: MeasuredRun): boolean => series === null || run.series === series;
  return { ...table, runs: table.runs.map((run) => ({ ...run, fitted: isUsed(run) })) };
}

function sizeOf({ sizes }: MeasuredRun, of: Quantity): number {
  return sizes[of] ?? 0;
}

/** How many of the largest runs the fits leave out; null if they leave out others. */
export function heldOutCount(table: MeasuredTable): number | null {
  const count = table.runs.filter(({ fitted }) => !fitted).length;
  const largest = withoutLargest(table, count).runs;
  return table.runs.every(({ fitted }, i) => fitted === largest[i]?.fitted) ? count : null;
}
