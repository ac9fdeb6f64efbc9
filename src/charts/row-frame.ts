import type { ChartSize } from './chart-size.ts';
import { inside } from './dot-labels.ts';
import { placed, xAxisMarks, type Axis } from './frame.ts';
import { label } from './scene/marks.ts';
import type { Box, Mark, PlacedAxis, Scene, TextMark, Track } from './scene/scene.ts';
import { linearTicks } from './ticks.ts';

/** Pixels: a name over its marks fits into this. */
const LEAST_ROW_HEIGHT = 28;
const MARGIN = { top: 10, right: 14, bottom: 42, left: 8 };
/** From the middle of a row up to its name and down to its marks: a part of its height, and the most pixels of each. */
const PART = 0.22;
const MOST_NAME_UP = 9;
const MOST_MARKS_DOWN = 8;
/** Least space from one tick to the next. */
const TICK_WIDTH = 80;

/** Rows one above the other over a linear x axis. */
export interface RowFrame {
  size: ChartSize;
  box: Box;
  x: PlacedAxis;
  /** The middle of the marks of a row, counted from the top. */
  down: (row: number) => number;
  /** From the marks of a row up to its name. */
  nameUp: number;
  axes: Mark[];
}

/** The axis of rows. */
export type RowAxis = Pick<Axis, 'domain' | 'label' | 'unknown'> & Partial<Pick<Axis, 'format'>>;

/** Rows share the height of the chart. It grows if they would not fit. */
export function rowFrame(rows: number, axis: RowAxis, given: ChartSize): RowFrame {
  const least = MARGIN.top + MARGIN.bottom + LEAST_ROW_HEIGHT * rows;
  const size = { width: given.width, height: Math.max(least, given.height) };
  const box: Box = {
    left: MARGIN.left,
    top: MARGIN.top,
    right: size.width - MARGIN.right,
    bottom: size.height - MARGIN.bottom,
  };
  const most = Math.max(3, Math.floor(size.width / TICK_WIDTH));
  const ticks = axis.unknown === true ? [] : linearTicks(...axis.domain, most);
  const x = placed({ format: String, ...axis, type: 'linear' }, ticks, box.left, box.right);
  const step = (box.bottom - box.top) / Math.max(1, rows);
  return {
    size,
    box,
    x,
    down: (row) => box.top + step * (row + 0.5) + Math.min(MOST_MARKS_DOWN, PART * step),
    nameUp: Math.min(MOST_NAME_UP, PART * step) + Math.min(MOST_MARKS_DOWN, PART * step),
    axes: xAxisMarks(x, axis.label, box, size),
  };
}

/** The name of a row, over its marks. */
export function rowName(frame: RowFrame, row: number, text: string, style: Partial<TextMark>): Mark {
  const y = frame.down(row) - frame.nameUp;
  return inside(label('row', { x: frame.box.left, y }, text, style), frame);
}

/** The chart of marks in rows. */
export function rowScene({ size, box, x, axes }: RowFrame, marks: readonly Mark[], tracks: Track[]): Scene {
  return { ...size, frame: box, x, y: null, marks: [...axes, ...marks], tracks };
}
