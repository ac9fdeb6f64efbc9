import * as Plot from '@observablehq/plot';
import type { ChartSize } from './chart-size.ts';
import type { RunStyle } from './run-style.ts';
import { spread } from './spread.ts';

/** Where a line ends, in the units of the axes, and its name. */
export interface LineEnd {
  label: string;
  style: RunStyle;
  x: number;
  y: number;
}

/** CSS pixels from one name to the next. */
const GAP = 13;

/** CSS pixels that a letter takes, and that stand between a line and its name. */
const LETTER = 7;
const BEFORE = 18;
/** Share of a chart's width that names take at the most. */
const WIDEST = 0.34;

/** The margin that names at the right need, in CSS pixels. */
export function roomFor(
  ends: readonly Pick<LineEnd, 'label'>[],
  { width }: Pick<ChartSize, 'width'>,
): number {
  const longest = Math.max(0, ...ends.map(({ label }) => label.length));
  return Math.min(WIDEST * width, BEFORE + LETTER * longest);
}

/**
 * Each line's symbol and name at its end.
 * @param crowded from this x on ends lie in one column, and their names are moved apart
 * @param toPixel where a y lies, in CSS pixels downwards
 */
export function endLabels(ends: LineEnd[], crowded: number, toPixel: (y: number) => number): Plot.Markish[] {
  const column = ends.filter(({ x }) => x > crowded);
  const places = spread(
    column.map(({ y }) => toPixel(y)),
    GAP,
  );
  return ends.flatMap((end) => {
    const place = places[column.indexOf(end)];
    return [symbol(end), name(end, place === undefined ? 0 : place - toPixel(end.y))];
  });
}

function symbol(end: LineEnd): Plot.Markish {
  return Plot.dot([end], { x: 'x', y: 'y', symbol: end.style.symbol, fill: end.style.color, r: 3.5 });
}

function name(end: LineEnd, dy: number): Plot.Markish {
  return Plot.text([end], {
    x: 'x',
    y: 'y',
    text: 'label',
    dx: 8,
    dy,
    textAnchor: 'start',
    fill: end.style.color,
    stroke: 'var(--card)',
    strokeWidth: 3,
    fontWeight: 600,
  });
}
