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

/** Each line's symbol and name at its end. */
export function endLabels(ends: LineEnd[], pixels: FramePixels, mark: EndMark = 'symbol'): Plot.Markish[] {
  return [
    ...(mark === 'symbol' ? ends.map(symbol) : []),
    ...namePlaces(ends, pixels).map(({ end, down }) => name(end, down - pixels.down(end.y), pixels.right)),
  ];
}

/** Position of a name, in CSS pixels from the top left of the frame. */
export interface NamePlace {
  end: LineEnd;
  across: number;
  down: number;
}

/**
 * Names at the ends of lines. Those that would overlap are moved apart, within the frame. If there are more than the frame
 * holds, copies of one size share the name of the first, and names that still find no room are left out.
 */
export function namePlaces(ends: readonly LineEnd[], pixels: FramePixels): NamePlace[] {
  const named = ends.length > roomOf(pixels) ? oneOfEachSize(ends) : ends;
  const width = widestOf(named);
  const taken: NamePlace[] = [];
  for (const place of columnsOf(named, pixels).flat()) {
    const free = freeOf(place, taken, width, pixels.height);
    if (free !== undefined) taken.push(free);
  }
  return taken;
}

/** The number of names that one column of the frame holds. */
function roomOf({ height }: FramePixels): number {
  return Math.floor(height / GAP) + 1;
}

/** The first end of each name, where `d 8` and `d 8 (2)` are one. */
function oneOfEachSize(ends: readonly LineEnd[]): LineEnd[] {
  const first = new Map<string, LineEnd>();
  for (const end of ends) {
    const size = end.label.replace(/ \(\d+\)$/, '');
    if (!first.has(size)) first.set(size, { ...end, label: size });
  }
  return [...first.values()];
}

/** Columns of ends that lie above one another, from right to left. Names keep their vertical order. */
function columnsOf(ends: readonly LineEnd[], pixels: FramePixels): NamePlace[][] {
  const { across, down, height } = pixels;
  const columns: LineEnd[][] = [];
  for (const end of ends.toSorted((a, b) => b.x - a.x)) {
    const column = columns.at(-1);
    const first = column?.[0];
    if (column !== undefined && first !== undefined && across(first.x) - across(end.x) < COLUMN)
      column.push(end);
    else columns.push([end]);
  }
  return columns.map((all) => {
    const column = thinned(all, roomOf(pixels));
    const places = spread(
      column.map(({ y }) => down(y)),
      GAP,
      height,
    );
    return column.map((end, i) => ({ end, across: across(end.x), down: places[i] ?? 0 }));
  });
}

/** At most `most` ends, evenly spread over their order by height. */
function thinned(ends: readonly LineEnd[], most: number): LineEnd[] {
  if (ends.length <= most) return [...ends];
  const ordered = ends.toSorted((a, b) => a.y - b.y);
  return ordered.filter(
    (_, i) => Math.floor((i * most) / ends.length) > Math.floor(((i - 1) * most) / ends.length),
  );
}

/** The nearest height within the frame at which a name overlaps no earlier one, if there is any; tries upwards first. */
function freeOf(
  place: NamePlace,
  taken: readonly NamePlace[],
  width: number,
  height: number,
): NamePlace | undefined {
  const steps = Array.from(
    { length: 4 * taken.length + 1 },
    (_, i) => Math.ceil(i / 2) * (i % 2 === 1 ? -GAP : GAP),
  );
  const moved = steps.map((step) => ({ ...place, down: place.down + step }));
  return moved.find(
    (candidate) =>
      candidate.down >= 0 &&
      candidate.down <= height &&
      taken.every((other) => !touches(candidate, other, width)),
  );
}

function touches(a: NamePlace, b: NamePlace, width: number): boolean {
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
