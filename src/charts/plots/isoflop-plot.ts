import * as Plot from '@observablehq/plot';
import { short } from '../quantity.ts';
import type { ChartSize } from '../chart-size.ts';
import { linearDomain } from '../domain.ts';
import { logAxis, type Axis } from '../frame.ts';
import { drawNamedLines } from '../named-lines.ts';
import { dotStyle } from '../plot-style.ts';
import type { RunStyle } from '../run-style.ts';

/** One point on the plot: N, and loss in nats per token. */
export interface SizeLoss {
  parameters: number;
  loss: number;
}

/** The runs of one budget of compute and the parabola through them. */
export interface IsoflopCurve {
  label: string;
  style: RunStyle;
  dots: (SizeLoss & { fitted: boolean })[];
  /** Ascending in N; empty if none was fitted. */
  parabola: SizeLoss[];
  /** Null if the parabola has no minimum between its runs. */
  minimum: SizeLoss | null;
}

export interface IsoflopPlot {
  budgets: IsoflopCurve[];
  xLabel: string;
  /** The unit of the losses in words, such as `nats per character`. */
  lossUnit: string;
  /** What the loss is, if it is not a validation loss. */
  lossName?: string;
}

/** Final loss over N at each budget (Hoffmann et al. 2022, figure 3): a dot for each run, a parabola for each budget and a cross at its minimum. */
export function isoflopPlot(
  { budgets, xLabel, lossUnit, lossName = 'Validation loss' }: IsoflopPlot,
  size: ChartSize,
): SVGSVGElement | HTMLElement {
  const all = budgets.flatMap(({ dots, parabola }) => [...dots, ...parabola]);
  const x = logAxis(
    all.map(({ parameters }) => parameters),
    { room: 1.3, label: xLabel, format: short },
  );
  const y: Axis = {
    type: 'linear',
    domain: linearDomain(all.map(({ loss }) => loss)),
    label: `↑ ${lossName} (${lossUnit})`,
    format: String,
  };
  return drawNamedLines(
    {
      x,
      y,
      names: budgets,
      ends: budgets.flatMap(endOf),
      marks: [...budgets.map(parabolaLine), ...budgets.flatMap(budgetDots), ...minimumMarks(budgets)],
    },
    size,
  );
}

function parabolaLine({ parabola, style }: IsoflopCurve): Plot.Markish {
  return Plot.line(parabola, {
    x: 'parameters',
    y: 'loss',
    stroke: style.color,
    strokeWidth: 2,
    strokeDasharray: style.dash,
  });
}

function budgetDots({ dots, style }: IsoflopCurve): Plot.Markish[] {
  return dots.map((dot) =>
    Plot.dot([dot], {
      x: 'parameters',
      y: 'loss',
      ...dotStyle(style, dot.fitted),
      r: 3.5,
      strokeWidth: 1.75,
    }),
  );
}

/** Crosses at the minima of the parabolas, joined in the order of their budgets. */
function minimumMarks(budgets: IsoflopCurve[]): Plot.Markish[] {
  const minima = budgets.flatMap(({ minimum }) => (minimum === null ? [] : [minimum]));
  const at = { x: 'parameters', y: 'loss' } as const;
  return [
    Plot.line(minima, { ...at, stroke: 'var(--ink)', strokeWidth: 1, strokeDasharray: '1.5 3' }),
    Plot.dot(minima, { ...at, symbol: 'times', r: 6, stroke: 'var(--card)', strokeWidth: 5 }),
    Plot.dot(minima, { ...at, symbol: 'times', r: 6, stroke: 'var(--ink)', strokeWidth: 2 }),
  ];
}

/** The budget's name, at its largest model. */
function endOf({ label, style, dots, parabola }: IsoflopCurve) {
  const last = parabola.at(-1) ?? dots.toSorted((a, b) => a.parameters - b.parameters).at(-1);
  return last === undefined ? [] : [{ label, style, x: last.parameters, y: last.loss }];
}
