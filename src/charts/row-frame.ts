import * as Plot from '@observablehq/plot';
import type { ChartSize } from './chart-size.ts';
import { draw } from './draw.ts';
import type { Axis } from './frame.ts';
import { AXIS, GRID, RIM } from './plot-style.ts';
import { linearTicks } from './ticks.ts';

/** Rows one above the other over a linear x axis. */
export interface RowFrame {
  /** The key of each row, from the top down. */
  rows: (string | number)[];
  x: Pick<Axis, 'domain' | 'label'>;
  marks: Plot.Markish[];
}

/** CSS pixels. */
const ROW_HEIGHT = 40;
const AXIS_HEIGHT = 58;
/** Least space from one tick to the next in CSS pixels. */
const TICK_WIDTH = 80;

/** The name of a row, over its marks. */
export const ROW_NAME = {
  frameAnchor: 'left',
  dy: -9,
  textAnchor: 'start',
  fill: 'var(--ink)',
  ...RIM,
} as const;

/** Draws marks in rows; the height follows from the number of rows. */
export function drawRows(
  { rows, x, marks }: RowFrame,
  { width }: Pick<ChartSize, 'width'>,
): SVGSVGElement | HTMLElement {
  const ticks = linearTicks(...x.domain, Math.max(3, Math.floor(width / TICK_WIDTH)));
  return draw({
    width,
    height: AXIS_HEIGHT + ROW_HEIGHT * rows.length,
    marginTop: 10,
    marginRight: 14,
    marginBottom: 42,
    marginLeft: 8,
    x,
    y: { type: 'band', domain: rows, axis: null },
    marks: [Plot.gridX(ticks, GRID), Plot.axisX(ticks, { ...AXIS, labelOffset: 36, text: String }), ...marks],
  });
}
