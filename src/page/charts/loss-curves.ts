import * as Plot from '@observablehq/plot';
import type { Span } from '../../lab/decimate.ts';
import { powerOfTen, short } from '../quantity.ts';
import type { ChartSize } from './chart-size.ts';
import { draw } from './draw.ts';
import type { RunStyle } from './run-style.ts';
import { spread } from './spread.ts';
import { AXIS, GRID } from './axis-style.ts';
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
const LABEL_GAP = 13;

/** Training loss of every run: the smoothed line over the extremes it smooths, labelled at its end. */
export function lossCurves(data: LossCurves, size: ChartSize): SVGSVGElement | HTMLElement {
  const x = xDomain(data);
  const y = lossDomain(data);
  const ticks = data.axes === 'log' ? logTicks : linearTicks;
  const xTicks = ticks(...x, Math.max(3, Math.floor(size.width / 65)));
  const yTicks = ticks(...y, 8);
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
      ...endLabels(data, y, size),
    ],
  });
}

function extremesArea({ spans, perStep, style }: LossSeries): Plot.Markish {
  return Plot.areaY(spans, {
    x: (span: Span) => middle(span) * perStep,
    y1: 'low',
    y2: 'high',
    fill: style.color,
    fillOpacity: 0.16,
    stroke: style.color,
    strokeOpacity: 0.22,
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

/** Each line's name at its end; names of lines that end together are moved apart. */
function endLabels(data: LossCurves, y: [number, number], size: ChartSize): Plot.Markish[] {
  const ends = data.series.flatMap(({ label, perStep, spans, style }) => {
    const last = spans.at(-1);
    return last === undefined ? [] : [{ label, style, x: middle(last) * perStep, y: last.mean }];
  });
  const height = size.height - MARGIN.top - MARGIN.bottom;
  const toPixel = scaleOf(data.axes, y, height);
  const together = ends.filter((end) => end.x > 0.9 * data.xMax);
  const moved = spread(
    together.map((end) => toPixel(end.y)),
    LABEL_GAP,
  );
  return ends.flatMap((end) => {
    const place = together.indexOf(end);
    const dy = place < 0 ? 0 : (moved[place] ?? 0) - toPixel(end.y);
    const at = [end];
    return [
      Plot.dot(at, { x: 'x', y: 'y', symbol: end.style.symbol, fill: end.style.color, r: 3.5 }),
      Plot.text(at, {
        x: 'x',
        y: 'y',
        text: () => end.label,
        dx: 8,
        dy,
        textAnchor: 'start',
        fill: end.style.color,
        stroke: 'var(--card)',
        strokeWidth: 3,
        fontWeight: 600,
      }),
    ];
  });
}

function middle(span: Span): number {
  return (span.first + span.last) / 2;
}

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
