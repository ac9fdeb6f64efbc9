import type { ChartSize } from '../chart-size.ts';
import type { LineEnd } from '../end-labels.ts';
import { axisOf, trackOf, type Frame } from '../frame.ts';
import { namedLines } from '../named-lines.ts';
import { tenths } from '../quantity.ts';
import { machineStyle, type RunStyle } from '../run-style.ts';
import { bar, line, symbols } from '../scene/marks.ts';
import type { Mark, Scene, Track } from '../scene/scene.ts';

/** A limit of an adapter, in FLOP/s over width. */
export interface RooflineCeiling {
  label: string;
  /** Ascending in width. */
  points: readonly { x: number; y: number }[];
  /** Where its name stands. */
  name: { x: number; y: number };
}

/** What training of one shape reached, in FLOP/s. */
export interface RooflineDot {
  /** Its shape, such as `64/2`. */
  name: string;
  width: number;
  layers: number;
  flopsPerSecond: number;
  low: number;
  high: number;
}

export interface RooflinePlot {
  ceilings: readonly RooflineCeiling[];
  dots: readonly RooflineDot[];
}

const WIDTHS = { type: 'log', room: 1.25, label: 'Width d →', format: String } as const;
const SPEEDS = { type: 'log', room: 1.5, label: '↑ FLOP/s', format: tenths } as const;

/** FLOP/s that training reached over the width of the model, below the limits of its adapter. */
export function rooflinePlot({ ceilings, dots }: RooflinePlot, size: ChartSize): Scene {
  const points = ceilings.flatMap((ceiling) => ceiling.points);
  const x = axisOf(
    dots.map(({ width }) => width),
    WIDTHS,
  );
  const y = axisOf(
    [...points.map((point) => point.y), ...dots.flatMap(({ low, high }) => [low, high])],
    SPEEDS,
  );
  const layers = [...new Set(dots.map((dot) => dot.layers))].toSorted((a, b) => a - b);
  const styleOf = (dot: RooflineDot): RunStyle => machineStyle(layers.indexOf(dot.layers));
  return namedLines(
    {
      x,
      y,
      ends: ceilings.map(endOf),
      mark: 'name only',
      marks: (frame) => [
        ...ceilings.flatMap((ceiling) => ceilingLine(ceiling, frame)),
        ...layers.flatMap((count) =>
          seriesMarks(
            dots.filter((dot) => dot.layers === count),
            styleOf,
            frame,
          ),
        ),
      ],
      tracks: (frame) => tracksOf(ceilings, dots, styleOf, frame),
    },
    size,
  );
}

const CEILING: RunStyle = { color: 'var(--ink-soft)', dash: '5 4', symbol: 'circle' };

function endOf({ label, name }: RooflineCeiling): LineEnd {
  return { label, style: CEILING, ...name };
}

function ceilingLine({ points }: RooflineCeiling, { place }: Frame): Mark[] {
  const places = points.map(({ x, y }) => place(x, y));
  return line('ceiling', places, { stroke: CEILING.color, strokeWidth: 1.5, dash: CEILING.dash, clip: true });
}

/** The dots of shapes with the same number of layers, joined, each with its interval. */
function seriesMarks(
  dots: readonly RooflineDot[],
  styleOf: (dot: RooflineDot) => RunStyle,
  { place }: Frame,
): Mark[] {
  const [first] = dots;
  if (first === undefined) return [];
  const { color, symbol } = styleOf(first);
  const places = dots.map(({ width, flopsPerSecond }) => place(width, flopsPerSecond));
  return [
    ...line('series', places, { stroke: color, strokeWidth: 1.25, opacity: 0.6 }),
    ...dots.flatMap(({ width, low, high }) =>
      bar('interval', place(width, low), place(width, high), { stroke: color, strokeWidth: 1.5 }),
    ),
    ...symbols('dot', symbol, 4.5, places, { fill: color }),
  ];
}

function tracksOf(
  ceilings: readonly RooflineCeiling[],
  dots: readonly RooflineDot[],
  styleOf: (dot: RooflineDot) => RunStyle,
  frame: Frame,
): Track[] {
  const reached = dots.map((dot) => ({
    x: dot.width,
    y: dot.flopsPerSecond,
    name: dot.name,
    color: styleOf(dot).color,
  }));
  return [
    ...trackOf(frame, { name: 'Reached', color: 'var(--accent)' }, reached),
    ...ceilings.flatMap(({ label, points }) => trackOf(frame, { name: label, color: CEILING.color }, points)),
  ];
}
