import { runStyle, type RunStyle } from '../../../charts/run-style.ts';
import {
  seriesOfTable,
  type MeasuredRun,
  type MeasuredTable,
  type Quantity,
} from '../../../lab/imported/measured-run.ts';

/** The most styles that are told apart by a quantity. */
const MOST_STYLES = 8;

/** How a table's runs are drawn. Runs of one style share one object, so that a chart draws them as one mark. */
export interface MeasuredStyles {
  styleOf(run: MeasuredRun): RunStyle;
  /** The style of a value of the quantity that the styles show; null if they show the series. */
  styleAt: ((value: number) => RunStyle) | null;
}

/** A style for each series if there are several, otherwise by the size of a quantity, from the smallest to the largest. */
export function measuredStyles(table: MeasuredTable, by: Quantity): MeasuredStyles {
  const series = seriesOfTable(table);
  if (series.length > 1) {
    const styles = new Map(series.map((name, i) => [name, runStyle(i, series.length)]));
    const other = runStyle(0, 1);
    return { styleOf: (run) => styles.get(run.series) ?? other, styleAt: null };
  }
  const values = valuesOf(table, by);
  const count = Math.max(1, Math.min(MOST_STYLES, values.length));
  const styles = Array.from({ length: count }, (_, i) => runStyle(i, count));
  const last = runStyle(count - 1, count);
  const styleAt = (value: number): RunStyle => {
    const below = countBelow(values, value);
    return styles[Math.min(count - 1, Math.floor((below / Math.max(1, values.length)) * count))] ?? last;
  };
  const byValue = new Map(values.map((value) => [value, styleAt(value)]));
  return { styleOf: ({ sizes }) => byValue.get(sizes[by] ?? NaN) ?? last, styleAt };
}

/** How many of some ascending values are smaller than another one. */
function countBelow(values: readonly number[], value: number): number {
  let [low, high] = [0, values.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((values[middle] ?? Infinity) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The values of a quantity by its runs, because charts ask again at every change of the state. */
const VALUES = new WeakMap<readonly MeasuredRun[], Map<Quantity, readonly number[]>>();

/** The different values of a quantity, ascending. */
export function valuesOf({ runs }: MeasuredTable, of: Quantity): readonly number[] {
  const known = VALUES.get(runs) ?? new Map<Quantity, readonly number[]>();
  VALUES.set(runs, known);
  const values = known.get(of) ?? distinctValues(runs, of);
  known.set(of, values);
  return values;
}

function distinctValues(runs: readonly MeasuredRun[], of: Quantity): readonly number[] {
  const values = runs.flatMap(({ sizes }) => (sizes[of] === null ? [] : [sizes[of]]));
  return [...new Set(values)].toSorted((a, b) => a - b);
}
