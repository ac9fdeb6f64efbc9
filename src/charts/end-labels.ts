import type { Frame } from './frame.ts';
import { BEFORE_NAME } from './name-room.ts';
import type { RunStyle } from './run-style.ts';
import { label as textLabel, symbols, TEXT_SIZE } from './scene/marks.ts';
import type { Mark } from './scene/scene.ts';
import { cutToWidth, textWidth } from './scene/text-width.ts';
import { spread } from './spread.ts';

/** The mark at the end of a line: its symbol and its name, or only its name. */
export type EndMark = 'symbol' | 'name only';

/** Where a line ends, in the units of the axes, and its name. */
export interface LineEnd {
  label: string;
  style: RunStyle;
  x: number;
  y: number;
  /** The run that it names. */
  run?: string | undefined;
}

/** What names need to know of a frame. */
export type NameSpace = Pick<Frame, 'size' | 'box' | 'place'>;

/** Pixels from one name to the next. */
const GAP = 13;
/** Ends closer than this, in pixels, share a column. */
const COLUMN = 24;
/** Space to the right edge of the chart. */
const EDGE = 2;

/** Each line's symbol and name at its end. */
export function endLabels(ends: readonly LineEnd[], space: NameSpace, mark: EndMark = 'symbol'): Mark[] {
  return [
    ...(mark === 'symbol' ? ends.flatMap((end) => symbol(end, space)) : []),
    ...namePlaces(ends, space).map((place) => name(place, space)),
  ];
}

/** The middle of a name's left edge, in pixels. */
export interface NamePlace {
  end: LineEnd;
  across: number;
  down: number;
}

/**
 * Names at the ends of lines. Those that would overlap are moved apart, within the frame. If there are more than the frame
 * holds, copies of one size share the name of the first, and names that still find no room are left out.
 */
export function namePlaces(ends: readonly LineEnd[], space: NameSpace): NamePlace[] {
  const named = ends.length > roomOf(space) ? oneOfEachSize(ends) : ends;
  const width = BEFORE_NAME + Math.max(0, ...named.map(({ label }) => textWidth(label, TEXT_SIZE, 600)));
  const taken: NamePlace[] = [];
  for (const place of columnsOf(named, space).flat()) {
    const free = freeOf(place, taken, width, space);
    if (free !== undefined) taken.push(free);
  }
  return taken;
}

/** The number of names that one column of the frame holds. */
function roomOf({ box }: NameSpace): number {
  return Math.floor((box.bottom - box.top) / GAP) + 1;
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
function columnsOf(ends: readonly LineEnd[], space: NameSpace): NamePlace[][] {
  const columns: NamePlace[][] = [];
  for (const end of ends.toSorted((a, b) => b.x - a.x)) {
    const { x, y } = space.place(end.x, end.y);
    const place = { end, across: x + BEFORE_NAME, down: y };
    const column = columns.at(-1);
    const first = column?.[0];
    if (column !== undefined && first !== undefined && first.across - place.across < COLUMN)
      column.push(place);
    else columns.push([place]);
  }
  const { top, bottom } = space.box;
  return columns.map((all) => {
    const column = thinned(all, roomOf(space));
    const downs = column.map(({ down }) => down - top);
    const places = spread(downs, GAP, bottom - top);
    return column.map((place, i) => ({ ...place, down: top + (places[i] ?? 0) }));
  });
}

/** At most `most` names, evenly spread over their order by height. */
function thinned(places: readonly NamePlace[], most: number): NamePlace[] {
  if (places.length <= most) return [...places];
  const ordered = places.toSorted((a, b) => a.down - b.down);
  return ordered.filter(
    (_, i) => Math.floor((i * most) / places.length) > Math.floor(((i - 1) * most) / places.length),
  );
}

/** The nearest height within the frame at which a name overlaps no earlier one, if there is any; tries upwards first. */
function freeOf(
  place: NamePlace,
  taken: readonly NamePlace[],
  width: number,
  { box }: NameSpace,
): NamePlace | undefined {
  const steps = Array.from(
    { length: 4 * taken.length + 1 },
    (_, i) => Math.ceil(i / 2) * (i % 2 === 1 ? -GAP : GAP),
  );
  const moved = steps.map((step) => ({ ...place, down: place.down + step }));
  return moved.find(
    (candidate) =>
      candidate.down >= box.top &&
      candidate.down <= box.bottom &&
      taken.every((other) => !touches(candidate, other, width)),
  );
}

function touches(a: NamePlace, b: NamePlace, width: number): boolean {
  return Math.abs(a.across - b.across) < width && Math.abs(a.down - b.down) < GAP - 1;
}

function symbol({ style, x, y, run }: LineEnd, { place }: NameSpace): Mark[] {
  return symbols('end', style.symbol, 3.5, [place(x, y)], { fill: style.color, run });
}

/** A name that is too long for the chart is cut. */
function name({ end, across, down }: NamePlace, { size }: NameSpace): Mark {
  const text = cutToWidth(end.label, size.width - EDGE - across, TEXT_SIZE, 600);
  return textLabel('name', { x: across, y: down }, text, { fill: end.style.color, run: end.run });
}
