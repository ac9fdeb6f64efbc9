import * as Plot from '@observablehq/plot';
import { LABEL } from './plot-style.ts';
import type { ChartSize } from './chart-size.ts';
import type { FramePixels } from './frame.ts';
import type { RunStyle } from './run-style.ts';
import { spread } from './spread.ts';

/** The mark at the end of a line: its symbol and its name, or only its name. */
export type EndMark = 'symbol' | 'name only';

/** Where a line ends, in the units of the axes, and its name. */
export interface LineEnd {
  label: string;
  style: RunStyle;
  x: number;
  y: number;
}

/** CSS pixels from one name to the next. */
const GAP = 13;
/** Ends closer than this, in CSS pixels, share a column. */
const COLUMN = 24;
/** Width of a letter, and of the space reserved beside a name, in CSS pixels. */
const LETTER = 7;
const BEFORE = 18;
/** Space between a line's end and its name, and the size of the font, in CSS pixels. */
const AFTER = 8;
const FONT_SIZE = 12;
/** Largest share of a chart's width that names may take. */
const WIDEST = 0.34;

/** The right margin that names need, in CSS pixels. */
export function roomFor(
  ends: readonly Pick<LineEnd, 'label'>[],
  { width }: Pick<ChartSize, 'width'>,
): number {
  return Math.min(WIDEST * width, widestOf(ends));
}

/**
 * Each line's symbol and name at its end. Names that would overlap are moved apart, within the frame.
 */
export function endLabels(ends: LineEnd[], pixels: FramePixels, mark: EndMark = 'symbol'): Plot.Markish[] {
  const width = widestOf(ends);
  const taken: Place[] = [];
  for (const place of columnsOf(ends, pixels).flat()) taken.push(freeOf(place, taken, width, pixels.height));
  return taken.flatMap(({ end, down }) => [
    ...(mark === 'symbol' ? [symbol(end)] : []),
    name(end, down - pixels.down(end.y), pixels.right),
  ]);
}

/** Position of a name, in CSS pixels from the top left of the frame. */
interface Place {
  end: LineEnd;
  across: number;
  down: number;
}

/** Columns of ends that lie above one another, from right to left. Names keep their vertical order. */
function columnsOf(ends: LineEnd[], { across, down, height }: FramePixels): Place[][] {
  const columns: LineEnd[][] = [];
  for (const end of ends.toSorted((a, b) => b.x - a.x)) {
    const column = columns.at(-1);
    const first = column?.[0];
    if (column !== undefined && first !== undefined && across(first.x) - across(end.x) < COLUMN)
      column.push(end);
    else columns.push([end]);
  }
  return columns.map((column) => {
    const places = spread(
      column.map(({ y }) => down(y)),
      GAP,
    );
    const under = Math.max(0, Math.max(...places) - height);
    return column.map((end, i) => ({ end, across: across(end.x), down: (places[i] ?? 0) - under }));
  });
}

/** The nearest height within the frame at which a name overlaps no earlier one; tries upwards first. */
function freeOf(place: Place, taken: readonly Place[], width: number, height: number): Place {
  const steps = Array.from(
    { length: 4 * taken.length + 1 },
    (_, i) => Math.ceil(i / 2) * (i % 2 === 1 ? -GAP : GAP),
  );
  const moved = steps.map((step) => ({ ...place, down: place.down + step }));
  const free = moved.find(
    (candidate) => candidate.down <= height && taken.every((other) => !touches(candidate, other, width)),
  );
  return free ?? place;
}

function touches(a: Place, b: Place, width: number): boolean {
  return Math.abs(a.across - b.across) < width && Math.abs(a.down - b.down) < GAP - 1;
}

function widestOf(ends: readonly Pick<LineEnd, 'label'>[]): number {
  return BEFORE + LETTER * Math.max(0, ...ends.map(({ label }) => label.length));
}

function symbol(end: LineEnd): Plot.Markish {
  return Plot.dot([end], { x: 'x', y: 'y', symbol: end.style.symbol, fill: end.style.color, r: 3.5 });
}

function name(end: LineEnd, dy: number, room: number): Plot.Markish {
  return Plot.text([end], {
    x: 'x',
    y: 'y',
    text: 'label',
    dx: AFTER,
    dy,
    textAnchor: 'start',
    lineWidth: (room - AFTER) / FONT_SIZE,
    textOverflow: 'ellipsis',
    fill: end.style.color,
    ...LABEL,
  });
}
