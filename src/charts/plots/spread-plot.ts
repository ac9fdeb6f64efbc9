import { short } from '../quantity.ts';
import type { ChartSize } from '../chart-size.ts';
import type { LineEnd } from '../end-labels.ts';
import { axisOf, trackOf, type Frame, type Axis } from '../frame.ts';
import { namedLines } from '../named-lines.ts';
import type { RunStyle } from '../run-style.ts';
import { line } from '../scene/marks.ts';
import type { Mark, Scene } from '../scene/scene.ts';

/** How much seeds differ at a step. */
export interface SeedDeviation {
  step: number;
  /** Nats. */
  deviation: number;
}

export interface SpreadCurve {
  label: string;
  style: RunStyle;
  /** Ascending in steps. */
  points: SeedDeviation[];
  run?: string | undefined;
}

export interface SpreadPlot {
  /** The scale of both axes; log if it is left out. */
  axes?: Axis['type'];
  curves: SpreadCurve[];
}

/** Standard deviation of the training loss over seeds, at each step: a line for each kind of seed. */
export function spreadPlot({ curves, axes }: SpreadPlot, size: ChartSize): Scene {
  const points = curves.flatMap((curve) => curve.points);
  const x = axisOf(
    points.map(({ step }) => step),
    { type: axes, room: 1.01, label: 'Training steps S →', format: short },
  );
  const y = axisOf(
    points.map(({ deviation }) => deviation),
    { type: axes, label: '↑ Standard deviation over seeds (nats)', format: String },
  );
  return namedLines(
    {
      x,
      y,
      names: curves.map(({ label }) => label),
      ends: curves.flatMap(endOf),
      marks: (frame) => curves.flatMap((curve) => spreadLine(curve, frame)),
      tracks: (frame) =>
        curves.flatMap(({ label, style, run, points: own }) =>
          trackOf(
            frame,
            { name: label, color: style.color, run },
            own.map(({ step, deviation }) => ({ x: step, y: deviation })),
          ),
        ),
    },
    size,
  );
}

function spreadLine({ points, style, run }: SpreadCurve, { place }: Frame): Mark[] {
  const places = points.map(({ step, deviation }) => place(step, deviation));
  return line('curve', places, { stroke: style.color, strokeWidth: 1.75, dash: style.dash, run });
}

function endOf({ label, points, style, run }: SpreadCurve): LineEnd[] {
  const last = points.at(-1);
  return last === undefined ? [] : [{ label, style, run, x: last.step, y: last.deviation }];
}
