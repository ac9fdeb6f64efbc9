import * as Plot from '@observablehq/plot';
import { AXIS, GRID } from './plot-style.ts';
import type { ChartSize } from './chart-size.ts';
import { logDomain } from './domain.ts';
import { draw } from './draw.ts';
import { linearTicks, logTicks } from './ticks.ts';

/** One axis of a chart. */
export interface Axis {
  type: 'log' | 'linear';
  domain: [number, number];
  /** With the unit, and an arrow in the direction of larger values. */
  label: string;
  /** Text of a tick. */
  format: (value: number) => string;
}

/** A log axis around some values, `room` times wider at each end. */
export function logAxis(
  values: readonly number[],
  { room, ...axis }: Pick<Axis, 'label' | 'format'> & { room?: number },
): Axis {
  return { type: 'log', domain: logDomain(values, room), ...axis };
}

/** CSS pixels around the frame. */
export interface Margin {
  top: number;
  right: number;
  bottom: number;
  left: number;
}

const MARGIN: Margin = { top: 28, right: 18, bottom: 40, left: 44 };
/** Least space from one tick to the next in CSS pixels. */
const TICK_WIDTH = 65;
const TICK_HEIGHT = 45;
/** Width of a digit in CSS pixels. */
const DIGIT = 7;

/** Two axes with a grid, and the marks between them. */
export interface Frame {
  x: Axis;
  y: Axis;
  marks: Plot.Markish[];
  margin?: Partial<Margin>;
}

/** Draws marks between two axes, with as many ticks as fit. */
export function drawFrame({ x, y, marks, margin }: Frame, size: ChartSize): SVGSVGElement | HTMLElement {
  const xTicks = ticksOf(x, Math.max(3, Math.floor(size.width / TICK_WIDTH)));
  const yTicks = ticksOf(y, Math.max(4, Math.floor(size.height / TICK_HEIGHT)));
  const { top, right, bottom, left } = { ...MARGIN, left: leftOf(yTicks.map(y.format)), ...margin };
  return draw({
    ...size,
    marginTop: top,
    marginRight: right,
    marginBottom: bottom,
    marginLeft: left,
    x: { type: x.type, domain: x.domain, label: x.label },
    y: { type: y.type, domain: y.domain, label: y.label },
    marks: [
      Plot.gridX(xTicks, GRID),
      Plot.gridY(yTicks, GRID),
      Plot.axisX(xTicks, { ...AXIS, labelOffset: 36, text: x.format }),
      Plot.axisY(yTicks, { ...AXIS, text: y.format }),
      ...marks,
    ],
  });
}

/** Positions of values on a chart, in CSS pixels from the top left corner of its frame. */
export interface FramePixels {
  across(x: number): number;
  down(y: number): number;
  height: number;
  /** The right margin. */
  right: number;
}

/** @param right the right margin */
export function framePixels(x: Axis, y: Axis, size: ChartSize, right = MARGIN.right): FramePixels {
  const width = size.width - MARGIN.left - right;
  const height = size.height - MARGIN.top - MARGIN.bottom;
  return {
    across: (value) => width * placeOf(x, value),
    down: (value) => height * (1 - placeOf(y, value)),
    height,
    right,
  };
}

function placeOf({ type, domain: [low, high] }: Axis, value: number): number {
  if (type === 'linear') return (value - low) / (high - low);
  return Math.log(value / low) / Math.log(high / low);
}

function ticksOf({ type, domain: [low, high] }: Axis, most: number): number[] {
  return type === 'log' ? logTicks(low, high, most) : linearTicks(low, high, most);
}

/** Room for the longest tick beside the axis. */
function leftOf(ticks: string[]): number {
  return Math.max(MARGIN.left - 6, 16 + DIGIT * Math.max(0, ...ticks.map((tick) => tick.length)));
}
