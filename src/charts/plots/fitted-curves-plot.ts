import type { ChartSize } from '../chart-size.ts';
import type { LineEnd } from '../end-labels.ts';
import { axisOf, trackOf, type Frame, type Axis } from '../frame.ts';
import { namedLines } from '../named-lines.ts';
import type { RunStyle } from '../run-style.ts';
import { line, symbols } from '../scene/marks.ts';
import type { Mark, Scene } from '../scene/scene.ts';

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
  run?: string | undefined;
}

export interface FittedCurvesPlot {
  /** The scale of both axes; log if it is left out. */
  axes?: Axis['type'];
  curves: FittedCurve[];
  xLabel: string;
  yLabel: string;
  format: (x: number) => string;
}

/** Losses of several runs over one quantity: measured dots, and a line for the law, named at its end. */
export function fittedCurvesPlot(
  { curves, xLabel, yLabel, format, axes }: FittedCurvesPlot,
  size: ChartSize,
): Scene {
  const all = curves.flatMap(({ points, law }) => [...points, ...law]);
  const x = axisOf(
    all.map((point) => point.x),
    { type: axes, room: 1.05, label: xLabel, format },
  );
  const y = axisOf(
    all.map(({ loss }) => loss),
    { type: axes, room: 1.04, label: yLabel, format: String },
  );
  return namedLines(
    {
      x,
      y,
      ends: curves.flatMap(endOf),
      mark: 'name only',
      marks: (frame) => curves.flatMap((curve) => curveMarks(curve, frame)),
      tracks: (frame) =>
        curves.flatMap(({ label, style, run, points }) =>
          trackOf(
            frame,
            { name: label, color: style.color, run },
            points.map((point) => ({ x: point.x, y: point.loss })),
          ),
        ),
    },
    size,
  );
}

function curveMarks({ points, law, style, run }: FittedCurve, { place }: Frame): Mark[] {
  const placeOf = ({ x, loss }: CurvePoint) => place(x, loss);
  return [
    ...line('law', law.map(placeOf), { stroke: style.color, strokeWidth: 1.75, dash: style.dash, run }),
    ...symbols('dot', style.symbol, 2.5, points.map(placeOf), { fill: style.color, run }),
  ];
}

function endOf({ label, points, style, run }: FittedCurve): LineEnd[] {
  const last = points.at(-1);
  return last === undefined ? [] : [{ label, style, run, x: last.x, y: last.loss }];
}
