import * as Plot from '@observablehq/plot';
import { formatLoss, short } from '../quantity.ts';
import { dotStyle, LABEL } from '../plot-style.ts';
import type { ChartSize } from '../chart-size.ts';
import { linearDomain } from '../domain.ts';
import { drawFrame, framePixels, logAxis, type Axis } from '../frame.ts';
import { lawMarks, type LawLine } from '../law-marks.ts';
import type { RunStyle } from '../run-style.ts';

/** One model on a source: the entropy of the source is part of its loss, the rest is its KL divergence. */
export interface EntropyDot {
  x: number;
  loss: number;
  style: RunStyle;
  fitted: boolean;
}

export interface EntropyPlot {
  /** H, and its upper bound over windows that start without context, in the unit of the losses. */
  entropy: { low: number; high: number };
  /** Ascending in N. */
  dots: EntropyDot[];
  /** Null without a law. */
  law: LawLine | null;
  /** The fitted E with its 95 % interval; null without one. */
  floor: { value: number; low: number; high: number } | null;
  /** N of the smallest and the largest run planned. */
  range: [number, number];
  xLabel: string;
  /** The unit of the losses in words, such as `nats per character`. */
  lossUnit: string;
}

/** Width of a figure of KL in CSS pixels. */
const LABEL_WIDTH = 40;

/** Loss of each model as H of the source and, above it, the KL divergence of the model. */
export function entropyPlot(data: EntropyPlot, size: ChartSize): SVGSVGElement | HTMLElement {
  const x = logAxis(data.range, { room: 1.5, label: data.xLabel, format: short });
  const y: Axis = {
    type: 'linear',
    domain: lossDomain(data),
    label: `↑ Validation loss = H + KL (${data.lossUnit})`,
    format: String,
  };
  return drawFrame(
    {
      x,
      y,
      marks: [
        ...entropyMarks(data.entropy, y),
        ...(data.law === null ? [] : lawMarks(data.law)),
        ...floorMarks(data, x),
        ...data.dots.flatMap((dot) => dotMarks(dot, data.entropy.low)),
        divergences(data, framePixels(x, y, size).across),
      ],
    },
    size,
  );
}

function entropyMarks({ low, high }: EntropyPlot['entropy'], { domain }: Axis): Plot.Markish[] {
  const color = 'var(--good)';
  return [
    Plot.rect([{ y1: domain[0], y2: low }], { y1: 'y1', y2: 'y2', fill: color, fillOpacity: 0.12 }),
    Plot.ruleY([low], { stroke: color, strokeWidth: 2.5 }),
    Plot.ruleY(high > low ? [high] : [], { stroke: color, strokeWidth: 1, strokeDasharray: '2 3' }),
    Plot.text([low], {
      y: (value: number) => value,
      frameAnchor: 'left',
      text: (value: number) => `H = ${value.toFixed(4)}, the source’s entropy`,
      dx: 6,
      dy: 11,
      textAnchor: 'start',
      fill: color,
      ...LABEL,
    }),
  ];
}

/** The fitted floor E at the right, with a bar for its interval. */
function floorMarks({ floor }: EntropyPlot, { domain }: Axis): Plot.Markish[] {
  if (floor === null) return [];
  const at = [{ ...floor, x: domain[1] / 1.1 }];
  return [
    Plot.ruleX(at, {
      x: 'x',
      y1: 'low',
      y2: 'high',
      stroke: 'var(--ink)',
      strokeWidth: 2,
      marker: 'tick',
      clip: true,
    }),
    Plot.dot(at, { x: 'x', y: 'value', symbol: 'diamond2', r: 5, fill: 'var(--ink)', clip: true }),
    Plot.text([floor], {
      frameAnchor: 'bottom-right',
      text: ({ value, low, high }: typeof floor) =>
        `E = ${formatLoss(value)} (${formatLoss(low)} to ${formatLoss(high)})`,
      dy: -8,
      dx: -30,
      fill: 'var(--ink)',
      ...LABEL,
    }),
  ];
}

function dotMarks(dot: EntropyDot, entropy: number): Plot.Markish[] {
  return [
    Plot.ruleX([dot], { x: 'x', y1: entropy, y2: 'loss', stroke: dot.style.color, strokeWidth: 1.5 }),
    Plot.dot([dot], { x: 'x', y: 'loss', ...dotStyle(dot.style, dot.fitted) }),
  ];
}

/** KL of each model; figures that would overlap are left out. */
function divergences({ dots, entropy }: EntropyPlot, toPixel: (N: number) => number): Plot.Markish {
  const shown: EntropyDot[] = [];
  for (const dot of dots) {
    const last = shown.at(-1);
    if (last === undefined || toPixel(dot.x) - toPixel(last.x) >= LABEL_WIDTH) shown.push(dot);
  }
  return Plot.text(shown, {
    x: 'x',
    y: 'loss',
    text: (dot: EntropyDot) => formatLoss(dot.loss - entropy.low),
    dy: -13,
    fill: 'var(--ink)',
    ...LABEL,
  });
}

/** From a little under H, so that the area below it is visible. A floor far below H is clipped. */
function lossDomain({ dots, entropy, floor }: EntropyPlot): [number, number] {
  const losses = dots.map((dot) => dot.loss);
  const spread = Math.max(0.05, ...losses.map((value) => value - entropy.low));
  const lowest = entropy.low - spread;
  const floors = floor === null ? [] : [Math.max(lowest, floor.value), Math.max(lowest, floor.low)];
  return linearDomain([entropy.low - 0.35 * spread, entropy.high + 0.2 * spread, ...losses, ...floors], 0.1);
}
