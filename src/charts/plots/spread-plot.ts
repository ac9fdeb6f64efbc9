import * as Plot from '@observablehq/plot';
import { short } from '../quantity.ts';
import type { ChartSize } from '../chart-size.ts';
import type { LineEnd } from '../end-labels.ts';
import { logAxis } from '../frame.ts';
import { drawNamedLines } from '../named-lines.ts';
import type { RunStyle } from '../run-style.ts';

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
}

export interface SpreadPlot {
  curves: SpreadCurve[];
}

/** Standard deviation of the training loss over seeds, at each step: a line for each kind of seed. */
export function spreadPlot({ curves }: SpreadPlot, size: ChartSize): SVGSVGElement | HTMLElement {
  const points = curves.flatMap((curve) => curve.points);
  const x = logAxis(
    points.map(({ step }) => step),
    { room: 1.01, label: 'Training steps S →', format: short },
  );
  const y = logAxis(
    points.map(({ deviation }) => deviation),
    { label: '↑ Standard deviation over seeds (nats)', format: String },
  );
  return drawNamedLines(
    { x, y, names: curves, ends: curves.flatMap(endOf), marks: curves.map(spreadLine) },
    size,
  );
}

function spreadLine({ points, style }: SpreadCurve): Plot.Markish {
  return Plot.line(points, {
    x: 'step',
    y: 'deviation',
    stroke: style.color,
    strokeWidth: 1.75,
    strokeDasharray: style.dash,
  });
}

function endOf({ label, points, style }: SpreadCurve): LineEnd[] {
  const last = points.at(-1);
  return last === undefined ? [] : [{ label, style, x: last.step, y: last.deviation }];
}
