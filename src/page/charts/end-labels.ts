import * as Plot from '@observablehq/plot';
import type { ChartSize } from './chart-size.ts';
import type { FramePixels } from './frame.ts';
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
  return Math.min(WIDEST * width, widestOf(ends));
}

/** Each line's symbol and name at its end; names that would lie on one another are moved apart, within the frame. */
export function endLabels(ends: LineEnd[], pixels: FramePixels): Plot.Markish[] {
  return clusters(ends, pixels.across).flatMap((cluster) => {
    const places = within(
      spread(
        cluster.map(({ y }) => pixels.down(y)),
        GAP,
      ),
      pixels.height,
    );
    return cluster.flatMap((end, i) => [symbol(end), name(end, (places[i] ?? 0) - pixels.down(end.y))]);
  });
}

/** Ends whose names overlap sideways, one group after the other. */
function clusters(ends: LineEnd[], across: FramePixels['across']): LineEnd[][] {
  const room = widestOf(ends);
  const groups: LineEnd[][] = [];
  for (const end of ends.toSorted((a, b) => a.x - b.x)) {
    const group = groups.at(-1);
    const last = group?.at(-1);
    if (group !== undefined && last !== undefined && across(end.x) - across(last.x) < room) group.push(end);
    else groups.push([end]);
  }
  return groups;
}

/** Moved up together if the lowest would lie under the frame. */
function within(places: number[], height: number): number[] {
  const under = Math.max(0, Math.max(...places) - height);
  return places.map((place) => place - under);
}

function widestOf(ends: readonly Pick<LineEnd, 'label'>[]): number {
  return BEFORE + LETTER * Math.max(0, ...ends.map(({ label }) => label.length));
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
