import * as Plot from '@observablehq/plot';

/** A fitted curve at one x, with its 95 % band. */
export interface BandPoint {
  x: number;
  y: number;
  low: number;
  high: number;
}

/** A fitted curve as a chart draws it. */
export interface LawLine {
  color: string;
  /** Ascending in x. */
  samples: BandPoint[];
  /** Range of x of the fit; the line is dashed outside. */
  fitted: [number, number];
}

/** The shaded band; the curve is solid over the fitted range and dashed outside. */
export function lawMarks({ color, samples, fitted: [first, last] }: LawLine): Plot.Markish[] {
  const within = samples.filter(({ x }) => x >= first * (1 - 1e-9) && x <= last * (1 + 1e-9));
  const line = { x: 'x', y: 'y', stroke: color, clip: true } as const;
  return [
    Plot.areaY(samples, { x: 'x', y1: 'low', y2: 'high', fill: color, fillOpacity: 0.13, clip: true }),
    Plot.line(samples, { ...line, strokeWidth: 1.25, strokeDasharray: '3 4' }),
    Plot.line(within, { ...line, strokeWidth: 1.75 }),
  ];
}
