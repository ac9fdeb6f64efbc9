import * as Plot from '@observablehq/plot';
import { short } from '../quantity.ts';
import type { ChartSize } from '../chart-size.ts';
import { logAxis } from '../frame.ts';
import { drawNamedLines } from '../named-lines.ts';
import type { RunStyle } from '../run-style.ts';

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
}

export interface OverfitPlot {
  curves: OverfitCurve[];
  /** The unit of the losses in words, such as `nats per character`. */
  lossUnit: string;
}

/** Validation loss over passes over a part of the text. A ring marks the least loss; right of it the model overfits. */
export function overfitPlot({ curves, lossUnit }: OverfitPlot, size: ChartSize): SVGSVGElement | HTMLElement {
  const points = curves.flatMap((curve) => curve.points);
  const x = logAxis(
    points.map(({ epochs }) => epochs),
    { room: 1.2, label: 'Passes over the part, D / U →', format: short },
  );
  const y = logAxis(
    points.map(({ loss }) => loss),
    { label: `↑ Validation loss (${lossUnit})`, format: String },
  );
  return drawNamedLines(
    { x, y, names: curves, ends: curves.flatMap(endOf), marks: curves.flatMap(curveMarks) },
    size,
  );
}

function curveMarks({ points, style }: OverfitCurve): Plot.Markish[] {
  const at = { x: 'epochs', y: 'loss' } as const;
  return [
    Plot.line(points, { ...at, stroke: style.color, strokeWidth: 2, strokeDasharray: style.dash }),
    Plot.dot(leastOf(points), { ...at, r: 5.5, stroke: style.color, strokeWidth: 2, fill: 'var(--card)' }),
  ];
}

function leastOf(points: EpochLoss[]): EpochLoss[] {
  const [first, ...rest] = points;
  return first === undefined ? [] : [rest.reduce((a, b) => (b.loss < a.loss ? b : a), first)];
}

function endOf({ label, style, points }: OverfitCurve) {
  const last = points.at(-1);
  return last === undefined ? [] : [{ label, style, x: last.epochs, y: last.loss }];
}
