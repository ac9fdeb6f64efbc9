import * as Plot from '@observablehq/plot';
import type { ChartSize } from '../chart-size.ts';
import type { LineEnd } from '../end-labels.ts';
import { logAxis } from '../frame.ts';
import { drawNamedLines } from '../named-lines.ts';
import type { RunStyle } from '../run-style.ts';

/** Loss at one point of a run. */
export interface CurvePoint {
  x: number;
  /** Nats per token. */
  loss: number;
}

/** A run as it was measured, and a law along it. */
export interface FittedCurve {
  label: string;
  style: RunStyle;
  /** Ascending in x. */
  points: CurvePoint[];
  /** Ascending in x; empty without a law. */
  law: CurvePoint[];
}

export interface FittedCurvesPlot {
  curves: FittedCurve[];
  xLabel: string;
  yLabel: string;
  format: (x: number) => string;
}

/** Losses of several runs over one quantity: measured dots, and a line for the law, named at its end. */
export function fittedCurvesPlot(
  { curves, xLabel, yLabel, format }: FittedCurvesPlot,
  size: ChartSize,
): SVGSVGElement | HTMLElement {
  const all = curves.flatMap(({ points, law }) => [...points, ...law]);
  const x = logAxis(
    all.map((point) => point.x),
    { room: 1.05, label: xLabel, format },
  );
  const y = logAxis(
    all.map(({ loss }) => loss),
    { room: 1.04, label: yLabel, format: String },
  );
  return drawNamedLines(
    { x, y, ends: curves.flatMap(endOf), mark: 'name only', marks: curves.flatMap(curveMarks) },
    size,
  );
}

function curveMarks({ points, law, style }: FittedCurve): Plot.Markish[] {
  const at = { x: 'x', y: 'loss' } as const;
  return [
    Plot.line(law, { ...at, stroke: style.color, strokeWidth: 1.75, strokeDasharray: style.dash }),
    Plot.dot(points, { ...at, r: 2.5, symbol: style.symbol, fill: style.color }),
  ];
}

function endOf({ label, points, style }: FittedCurve): LineEnd[] {
  const last = points.at(-1);
  return last === undefined ? [] : [{ label, style, x: last.x, y: last.loss }];
}
