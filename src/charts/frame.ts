import type { ChartSize } from './chart-size.ts';
import { linearDomain, logDomain } from './domain.ts';
import { roomForNames } from './name-room.ts';
import { reading } from './quantity.ts';
import { label, rule, TEXT_SIZE } from './scene/marks.ts';
import type { Place } from './scene/path-data.ts';
import type { Box, Mark, PlacedAxis, Scene, Track, TrackPoint } from './scene/scene.ts';
import { textWidth, wrapped } from './scene/text-width.ts';
import { linearTicks, logTicks } from './ticks.ts';

/** One axis of a chart. */
export interface Axis {
  type: 'log' | 'linear';
  domain: [number, number];
  /** With the unit, and an arrow in the direction of larger values. */
  label: string;
  /** Text of a tick. */
  format: (value: number) => string;
  /** Whether its values are not known yet. Then it has no ticks. */
  unknown?: boolean;
  /** A value as a cursor says it; by default to four digits. */
  say?: (value: number) => string;
}

/** The words of an axis, and the scale that a person wants. */
type AxisWords = Omit<Axis, 'type' | 'domain'> & { room?: number; type?: Axis['type'] | undefined };

/** An axis around some values: on a log scale `room` times wider at each end, on a linear one by a share of their spread. */
export function axisOf(values: readonly number[], { room, type = 'log', ...axis }: AxisWords): Axis {
  return { type, domain: type === 'log' ? logDomain(values, room) : linearDomain(values), ...axis };
}

/** Pixels around the frame. */
const MARGIN = { top: 28, right: 18, bottom: 40 };
/** Least left margin. */
const LEFT = 38;
/** Least space from one tick to the next. */
const TICK_WIDTH = 65;
const TICK_HEIGHT = 45;
/** From one line of an axis' label to the next. */
const LINE = 14;

/** Two axes in their place on a chart. */
export interface Frame {
  size: ChartSize;
  box: Box;
  x: PlacedAxis;
  y: PlacedAxis;
  /** The pixel of a point. */
  place: (x: number, y: number) => Place;
  /** Grid, ticks and labels. */
  axes: Mark[];
}

/**
 * @param names names beside the frame at its right, which the margin must hold
 * @param head pixels above the frame that stay free below the label of the y axis
 */
export function frameOf(x: Axis, y: Axis, size: ChartSize, names: readonly string[] = [], head = 0): Frame {
  const yTicks = ticksOf(y, Math.max(4, Math.floor(size.height / TICK_HEIGHT)));
  const above = wrapped(y.label, size.width - 6, TEXT_SIZE);
  const box: Box = {
    left: Math.max(LEFT, 14 + Math.max(0, ...yTicks.map((tick) => textWidth(y.format(tick), TEXT_SIZE)))),
    top: MARGIN.top + LINE * (above.length - 1) + head,
    right: size.width - Math.max(MARGIN.right, roomForNames(names, size)),
    bottom: size.height - MARGIN.bottom,
  };
  const xTicks = ticksOf(x, Math.max(3, Math.floor((box.right - box.left) / TICK_WIDTH)));
  const placedX = placed(x, xTicks, box.left, box.right);
  const placedY = placed(y, yTicks, box.bottom, box.top);
  return {
    size,
    box,
    x: placedX,
    y: placedY,
    place: (across, up) => ({ x: placedX.place(across), y: placedY.place(up) }),
    axes: [...xAxisMarks(placedX, x.label, box, size), ...yAxisMarks(placedY, above, box)],
  };
}

/** The chart of marks between the axes of a frame. */
export function sceneOf(
  { size, box, x, y, axes }: Frame,
  marks: readonly Mark[],
  tracks: Track[] = [],
): Scene {
  return { ...size, frame: box, x, y, marks: [...axes, ...marks], tracks };
}

/** The track of points in the units of the axes, drawn some pixels aside; those outside the frame cannot be found. */
export function trackOf(
  { box, place }: Pick<Frame, 'box' | 'place'>,
  track: Omit<Track, 'points'>,
  points: readonly (Omit<TrackPoint, 'at'> & { aside?: number })[],
): Track[] {
  const shown = points
    .map(({ aside = 0, ...point }) => ({ ...point, at: beside(place(point.x, point.y), aside) }))
    .filter(({ at }) => isWithin(at, box));
  return shown.length === 0 ? [] : [{ ...track, points: shown }];
}

function beside({ x, y }: Place, aside: number): Place {
  return { x: x + aside, y };
}

function isWithin({ x, y }: Place, { left, top, right, bottom }: Box): boolean {
  return x >= left - 1 && x <= right + 1 && y >= top - 1 && y <= bottom + 1;
}

/** An axis whose first value is at one pixel and whose last is at another. */
export function placed(axis: Axis, ticks: readonly number[], from: number, to: number): PlacedAxis {
  const place = (value: number) => from + (to - from) * shareOf(axis, value);
  return {
    name: axis.label.replace(/^↑ | →$/g, ''),
    ticks: ticks.map((tick) => ({ at: place(tick), text: tick === 0 ? '0' : axis.format(tick) })),
    place,
    say: axis.say ?? reading,
  };
}

/** The grid lines, ticks and label of an x axis. */
export function xAxisMarks(
  { ticks }: PlacedAxis,
  words: string,
  box: Box,
  { width, height }: ChartSize,
): Mark[] {
  const shown = withRoom(ticks, width);
  return [
    ...ticks.flatMap(({ at }) => rule('grid', { x: at, y: box.top }, { x: at, y: box.bottom }, GRID)),
    ...shown.map(({ at, text }) =>
      label('tick', { x: at, y: box.bottom + 11 }, text, { anchor: 'middle', ...AXIS }),
    ),
    label('axis', { x: width - 4, y: height - 8 }, words, { anchor: 'end', ...AXIS }),
  ];
}

function yAxisMarks({ ticks }: PlacedAxis, lines: readonly string[], box: Box): Mark[] {
  return [
    ...ticks.flatMap(({ at }) => rule('grid', { x: box.left, y: at }, { x: box.right, y: at }, GRID)),
    ...ticks.map(({ at, text }) =>
      label('tick', { x: box.left - 5, y: at }, text, { anchor: 'end', ...AXIS }),
    ),
    ...lines.map((text, i) => label('axis', { x: 2, y: 9 + LINE * i }, text, AXIS)),
  ];
}

/** Grid lines are fainter than any data; ticks need no marks, because the grid shows the same places. */
const GRID = { stroke: 'var(--rule)', strokeWidth: 1 };
const AXIS = { fill: 'var(--ink-soft)', weight: 400, rim: false };

/** Ticks whose texts neither touch one another nor leave the chart. */
function withRoom(ticks: PlacedAxis['ticks'], width: number): PlacedAxis['ticks'] {
  let free = 2;
  return ticks.filter(({ at, text }) => {
    const half = textWidth(text, TEXT_SIZE) / 2;
    if (at - half < free || at + half > width) return false;
    free = at + half + 4;
    return true;
  });
}

function shareOf({ type, domain: [low, high] }: Axis, value: number): number {
  return type === 'linear' ? (value - low) / (high - low) : Math.log(value / low) / Math.log(high / low);
}

function ticksOf({ type, domain: [low, high], unknown = false }: Axis, most: number): number[] {
  if (unknown) return [];
  return type === 'log' ? logTicks(low, high, most) : linearTicks(low, high, most);
}
