import { short } from '../quantity.ts';
import type { ChartSize } from '../chart-size.ts';
import { axisOf, trackOf, type Frame, type Axis } from '../frame.ts';
import { namedLines } from '../named-lines.ts';
import type { RunStyle } from '../run-style.ts';
import { line, symbols } from '../scene/marks.ts';
import type { Mark, Scene } from '../scene/scene.ts';

/** Validation loss of one run after a number of passes over its part of the text. */
export interface EpochLoss {
  epochs: number;
  loss: number;
}

export interface OverfitCurve {
  label: string;
  style: RunStyle;
  /** Ascending in epochs. */
  points: EpochLoss[];
  run?: string | undefined;
}

export interface OverfitPlot {
  /** The scale of both axes; log if it is left out. */
  axes?: Axis['type'];
  curves: OverfitCurve[];
  /** The unit of the losses in words, such as `nats per character`. */
  lossUnit: string;
}

/** Validation loss over passes over a part of the text. A ring marks the least loss; right of it the model overfits. */
export function overfitPlot({ curves, lossUnit, axes }: OverfitPlot, size: ChartSize): Scene {
  const points = curves.flatMap((curve) => curve.points);
  const x = axisOf(
    points.map(({ epochs }) => epochs),
    { type: axes, room: 1.2, label: 'Passes over the part, D / U →', format: short },
  );
  const y = axisOf(
    points.map(({ loss }) => loss),
    { type: axes, label: `↑ Validation loss (${lossUnit})`, format: String },
  );
  return namedLines(
    {
      x,
      y,
      names: curves.map(({ label }) => label),
      ends: curves.flatMap(endOf),
      marks: (frame) => curves.flatMap((curve) => curveMarks(curve, frame)),
      tracks: (frame) =>
        curves.flatMap(({ label, style, run, points: own }) =>
          trackOf(
            frame,
            { name: label, color: style.color, run },
            own.map(({ epochs, loss }) => ({ x: epochs, y: loss })),
          ),
        ),
    },
    size,
  );
}

function curveMarks({ points, style, run }: OverfitCurve, { place }: Frame): Mark[] {
  const places = points.map(({ epochs, loss }) => place(epochs, loss));
  const least = leastOf(points).map(({ epochs, loss }) => place(epochs, loss));
  return [
    ...line('curve', places, { stroke: style.color, strokeWidth: 2, dash: style.dash, run }),
    ...symbols('least', 'circle', 5.5, least, {
      stroke: style.color,
      strokeWidth: 2,
      fill: 'var(--card)',
      run,
    }),
  ];
}

function leastOf(points: EpochLoss[]): EpochLoss[] {
  const [first, ...rest] = points;
  return first === undefined ? [] : [rest.reduce((a, b) => (b.loss < a.loss ? b : a), first)];
}

function endOf({ label, style, points, run }: OverfitCurve) {
  const last = points.at(-1);
  return last === undefined ? [] : [{ label, style, run, x: last.epochs, y: last.loss }];
}
