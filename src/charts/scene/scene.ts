/**
 * A chart as plain data in its own pixels: what is drawn, from back to front, and what a cursor can find. Its size is that
 * of the `viewBox`; the screen may show it larger.
 */
export interface Scene {
  width: number;
  height: number;
  /** The space between the axes. Marks with `clip` are cut off at its edges. */
  frame: Box;
  /** Null for a chart of rows, whose names are among its marks. */
  x: PlacedAxis;
  y: PlacedAxis | null;
  marks: Mark[];
  tracks: Track[];
}

/** Edges in pixels from the top left corner. */
export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** An axis that knows its place on the chart. */
export interface PlacedAxis {
  /** What it shows, with the unit. Axes of the same name share the cursor's position. */
  name: string;
  ticks: { at: number; text: string }[];
  /** The pixel of a value. */
  place: (value: number) => number;
  /** A value as a cursor says it. */
  say: (value: number) => string;
}

/** What a mark is, so that it can be found, singled out and tested. */
interface MarkBase {
  role: string;
  /** The run that it belongs to. Other runs' marks fade while this one is singled out. */
  run?: string | undefined;
  clip?: boolean | undefined;
}

/** A line, an area or symbols, as SVG path data. */
export interface PathMark extends MarkBase {
  kind: 'path';
  d: string;
  /** A colour, often a custom property; absent for none. */
  stroke?: string | undefined;
  strokeWidth?: number | undefined;
  dash?: string | undefined;
  fill?: string | undefined;
  opacity?: number | undefined;
}

/** A text whose middle is at `y`. */
export interface TextMark extends MarkBase {
  kind: 'text';
  x: number;
  y: number;
  text: string;
  anchor: 'start' | 'middle' | 'end';
  fill: string;
  size: number;
  weight: number;
  /** Whether a rim in the colour of the card separates it from what lies below. */
  rim: boolean;
}

export type Mark = PathMark | TextMark;

/** Points that a cursor walks along from left to right: a curve, or the models of a series. */
export interface Track {
  name: string;
  color: string;
  run?: string | undefined;
  points: TrackPoint[];
}

/** A point that a cursor can be at. Its own name, colour and run replace those of its track. */
export interface TrackPoint {
  /** Pixels. */
  at: { x: number; y: number };
  /** In the units of the axes. */
  x: number;
  y: number;
  name?: string | undefined;
  color?: string | undefined;
  run?: string | undefined;
}
