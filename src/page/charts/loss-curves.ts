import * as Plot from '@observablehq/plot';
import type { Span } from '../../lab/decimate.ts';
import { powerOfTen, short } from '../quantity.ts';
import { AXIS, GRID } from './axis-style.ts';
import type { ChartSize } from './chart-size.ts';
import { draw } from './draw.ts';
import { endLabels, type LineEnd } from './end-labels.ts';
import type { RunStyle } from './run-style.ts';
import { linearTicks, logTicks } from './ticks.ts';

export interface LossSeries {
  label: string;
  style: RunStyle;
  /** Units of the x axis a step. */
  perStep: number;
  spans: Span[];
}

export interface LossCurves {
  series: LossSeries[];
  over: 'steps' | 'tokens' | 'flops';
  axes: 'log' | 'linear';
  /** End of the x axis. */
  xMax: number;
  /** Start of a log x axis. */
  xMin: number;
  /** Loss of a model that knows nothing, nats per token: the top of the y axis. */
  ignorance: number;
}

const X_LABELS = {
  steps: 'Training steps S →',
  tokens: 'Tokens seen D →',
  flops: 'Training compute C (FLOP) →',
};

const MARGIN = { top: 28, right: 58, bottom: 40, left: 40 };

/** Training loss of every run: the smoothed line over the extremes it smooths, labelled at its end. */
export function lossCurves(data: LossCurves, size: ChartSize): SVGSVGElement | HTMLElement {
  const x = xDomain(data);
  const y = lossDomain(data);
  const ticks = data.axes === 'log' ? logTicks : linearTicks;
  const xTicks = ticks(...x, Math.max(3, Math.floor(size.width / 65)));
  const yTicks = ticks(...y, 8);
  const height = size.height - MARGIN.top - MARGIN.bottom;
  return draw({
    ...size,
    marginTop: MARGIN.top,
    marginRight: MARGIN.right,
    marginBottom: MARGIN.bottom,
    marginLeft: MARGIN.left,
    x: { type: data.axes, domain: x, label: X_LABELS[data.over] },
    y: { type: data.axes, domain: y, label: '↑ Training loss (nats per character)' },
    marks: [
      Plot.gridX(xTicks, GRID),
      Plot.gridY(yTicks, GRID),
      Plot.axisX(xTicks, { ...AXIS, labelOffset: 36, text: data.over === 'flops' ? powerOfTen : short }),
      Plot.axisY(yTicks, { ...AXIS, text: String }),
      ...data.series.map(extremesArea),
      ...data.series.map(smoothedLine),
      ...endLabels(lineEnds(data), 0.9 * data.xMax, scaleOf(data.axes, y, height)),
    ],
  });
}

function extremesArea({ spans, perStep, style }: LossSeries): Plot.Markish {
  return Plot.areaY(spans, {
    x: (span: Span) => middle(span) * perStep,
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

function smoothedLine({ spans, perStep, style }: LossSeries): Plot.Markish {
  return Plot.line(spans, {
    x: (span: Span) => middle(span) * perStep,
    y: 'mean',
    stroke: style.color,
    strokeWidth: 2,
    strokeDasharray: style.dash,
    strokeLinejoin: 'round',
  });
}

function lineEnds({ series }: LossCurves): LineEnd[] {
  return series.flatMap(({ label, perStep, spans, style }) => {
    const last = spans.at(-1);
    return last === undefined ? [] : [{ label, style, x: middle(last) * perStep, y: last.mean }];
  });
}

function middle(span: Span): number {
  return (span.first + span.last) / 2;
}

/** Pixels from the top of the frame. */
function scaleOf(
  axes: 'log' | 'linear',
  [low, high]: [number, number],
  height: number,
): (y: number) => number {
  if (axes === 'linear') return (y) => (height * (high - y)) / (high - low);
  return (y) => (height * Math.log(high / y)) / Math.log(high / low);
}

function xDomain({ axes, xMin, xMax }: LossCurves): [number, number] {
  return axes === 'log' ? [xMin, xMax] : [0, xMax];
}

/** From the tenth under the lowest mean to a little over ignorance; before any loss, from 1. */
function lossDomain({ series, ignorance, axes }: LossCurves): [number, number] {
  const means = series.flatMap(({ spans }) => spans.map((span) => span.mean)).filter(Number.isFinite);
  const low = means.length === 0 ? 1 : Math.max(0.1, Math.floor(Math.min(...means) * 10 - 0.2) / 10);
  const high = Math.max(ignorance * 1.06, low * 1.5);
  return axes === 'log' ? [low, high] : [Math.min(low, 1), high];
}
