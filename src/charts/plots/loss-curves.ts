import * as Plot from '@observablehq/plot';
import { powerOfTen, short } from '../quantity.ts';
import { LABEL } from '../plot-style.ts';
import type { ChartSize } from '../chart-size.ts';
import type { LineEnd } from '../end-labels.ts';
import type { Axis } from '../frame.ts';
import { drawNamedLines } from '../named-lines.ts';
import type { RunStyle } from '../run-style.ts';

/** One point of a smoothed curve, with the range of losses around it. */
export interface LossPoint {
  /** In the unit of the axis. */
  x: number;
  /** Nats per token, smoothed. */
  mean: number;
  low: number;
  high: number;
}

export interface LossSeries {
  /** Empty for a curve that shares the label of another one. */
  label: string;
  style: RunStyle;
  /** Ascending in x. */
  points: LossPoint[];
  /** The point where the curve turns from falling fast to falling slowly; null if it is unknown. */
  knee: { x: number; loss: number } | null;
}

export interface LossCurves {
  series: LossSeries[];
  over: keyof typeof X_LABELS;
  axes: 'log' | 'linear';
  /** End of the x axis. */
  xMax: number;
  /** Start of a log x axis. */
  xMin: number;
  /** Loss of a model that knows nothing, nats per token: the top of the y axis. */
  ignorance: number;
  /** Entropies of the sources, nats per token, by their names. */
  entropies: { label: string; loss: number }[];
  /** The unit of the losses in words, such as `nats per character`. */
  lossUnit: string;
}

const X_LABELS = {
  steps: 'Training steps S →',
  tokens: 'Tokens seen D →',
  flops: 'Training compute C (FLOP) →',
  'pf-days': 'Training compute C (PF-days) →',
};

/** Lines are thin if there are more than this. */
const MANY = 8;

/** Training loss of every run: a smoothed line over the range of losses, labelled at its end. */
export function lossCurves(data: LossCurves, size: ChartSize): SVGSVGElement | HTMLElement {
  const x: Axis = {
    type: data.axes,
    domain: data.axes === 'log' ? [data.xMin, data.xMax] : [0, data.xMax],
    label: X_LABELS[data.over],
    format: data.over === 'flops' || data.over === 'pf-days' ? powerOfTenOrZero : short,
  };
  const y: Axis = {
    type: data.axes,
    domain: lossDomain(data),
    label: `↑ Training loss (${data.lossUnit})`,
    format: String,
  };
  return drawNamedLines(
    {
      x,
      y,
      ends: data.series.flatMap(endOf),
      marks: [
        ...entropyMarks(data.entropies),
        ...data.series.map(shade),
        ...data.series.map((series) => smoothedLine(series, data.series.length > MANY ? 1.25 : 2)),
        ...data.series.flatMap(kneeMarks),
      ],
    },
    size,
  );
}

function shade({ points, style }: LossSeries): Plot.Markish {
  return Plot.areaY(points, {
    x: 'x',
    y1: 'low',
    y2: 'high',
    fill: style.color,
    fillOpacity: 0.13,
    stroke: style.color,
    strokeOpacity: 0.16,
    strokeWidth: 0.75,
    clip: true,
  });
}

function smoothedLine({ points, style }: LossSeries, strokeWidth: number): Plot.Markish {
  return Plot.line(points, {
    x: 'x',
    y: 'mean',
    stroke: style.color,
    strokeWidth,
    strokeDasharray: style.dash,
    strokeLinejoin: 'round',
  });
}

function kneeMarks({ knee, style }: LossSeries): Plot.Markish[] {
  if (knee === null) return [];
  const at = { x: 'x', y: 'loss' } as const;
  return [
    Plot.dot([knee], { ...at, r: 7, stroke: style.color, strokeWidth: 2, fill: 'var(--card)' }),
    Plot.text([knee], {
      ...at,
      text: () => 'knee',
      dx: 11,
      dy: -9,
      textAnchor: 'start',
      fill: style.color,
      ...LABEL,
    }),
  ];
}

function entropyMarks(entropies: LossCurves['entropies']): Plot.Markish[] {
  return [
    Plot.ruleY(entropies, { y: 'loss', stroke: 'var(--good)', strokeWidth: 1.75 }),
    Plot.text(entropies, {
      y: 'loss',
      frameAnchor: 'left',
      text: ({ label }: { label: string }) => `H, ${label}`,
      dx: 6,
      dy: 9,
      textAnchor: 'start',
      fill: 'var(--good)',
      ...LABEL,
    }),
  ];
}

function endOf({ label, points, style }: LossSeries): LineEnd[] {
  const last = points.at(-1);
  return last === undefined || label === '' ? [] : [{ label, style, x: last.x, y: last.mean }];
}

function powerOfTenOrZero(value: number): string {
  return value === 0 ? '0' : powerOfTen(value);
}

/** From the next tenth below the lowest mean to a little above `ignorance`; from 1 before any loss. */
function lossDomain({ series, ignorance, axes, entropies }: LossCurves): [number, number] {
  const means = series.flatMap(({ points }) => points.map(({ mean }) => mean)).filter(Number.isFinite);
  const least = Math.min(...means, ...entropies.map(({ loss }) => loss));
  const low = means.length === 0 ? 1 : Math.max(0.1, Math.floor(least * 10 - 0.2) / 10);
  const high = Math.max(ignorance * 1.06, low * 1.5);
  return axes === 'log' ? [low, high] : [Math.min(low, 1), high];
}
