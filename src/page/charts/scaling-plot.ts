import * as Plot from '@observablehq/plot';
import { short } from '../quantity.ts';
import type { ChartSize } from './chart-size.ts';
import { dotLabels, type DotLabel } from './dot-labels.ts';
import { draw } from './draw.ts';
import { ringMarks, type Ring } from './ring-marks.ts';
import type { RunStyle } from './run-style.ts';
import { AXIS, GRID } from './axis-style.ts';
import { logTicks } from './ticks.ts';

/** One trained model. */
export interface ScalingDot {
  /** N. */
  x: number;
  loss: number;
  style: RunStyle;
  /** Whether the law took it. */
  fitted: boolean;
}

/** The law at one N. */
export interface LawSample {
  x: number;
  loss: number;
  /** 95 % band of the curve. */
  low: number;
  high: number;
}

const X_LABELS = {
  N: 'Parameters N →',
  D: 'Tokens D →',
  U: 'Distinct tokens U →',
  C: 'Compute C (FLOP) →',
};

export interface ScalingPlot {
  /** What stands on the x axis: parameters, or distinct tokens. */
  of: keyof typeof X_LABELS;
  dots: ScalingDot[];
  labels: DotLabel[];
  rings: Ring[];
  /** Ascending in N, over the fitted runs and beyond; empty without a law. */
  law: readonly LawSample[];
  /** N between which the law was fitted. */
  fittedRange: [number, number];
  /** N of the smallest and the largest run planned. */
  range: [number, number];
}

/** Final loss against parameters: a dot a model, the law with its band, and a ring for each prediction. */
export function scalingPlot(data: ScalingPlot, size: ChartSize): SVGSVGElement | HTMLElement {
  const x: [number, number] = [data.range[0] / 1.5, data.range[1] * 1.5];
  const y = lossDomain(data);
  const xTicks = logTicks(...x, Math.max(3, Math.floor(size.width / 65)));
  const yTicks = logTicks(...y, 7);
  return draw({
    ...size,
    marginTop: 28,
    marginRight: 18,
    marginBottom: 40,
    marginLeft: 44,
    x: { type: 'log', domain: x, label: X_LABELS[data.of] },
    y: { type: 'log', domain: y, label: '↑ Validation loss (nats per character)' },
    marks: [
      Plot.gridX(xTicks, GRID),
      Plot.gridY(yTicks, GRID),
      Plot.axisX(xTicks, { ...AXIS, labelOffset: 36, text: short }),
      Plot.axisY(yTicks, { ...AXIS, text: String }),
      ...lawMarks(data),
      ...data.rings.flatMap((ring) => ringMarks(ring, y)),
      ...dotMarks(data.dots),
      ...dotLabels(data.labels, (N) => (size.width * Math.log(N / x[0])) / Math.log(x[1] / x[0])),
    ],
  });
}

function lawMarks({ law, fittedRange: [first, last] }: ScalingPlot): Plot.Markish[] {
  const within = law.filter(({ x }) => x >= first && x <= last);
  const line = { x: 'x', y: 'loss', stroke: 'var(--ink)', clip: true } as const;
  return [
    Plot.areaY(law, { x: 'x', y1: 'low', y2: 'high', fill: 'var(--accent)', fillOpacity: 0.13, clip: true }),
    Plot.line(law, { ...line, strokeWidth: 1.25, strokeDasharray: '3 4' }),
    Plot.line(within, { ...line, strokeWidth: 1.75 }),
  ];
}

function dotMarks(dots: ScalingDot[]): Plot.Markish[] {
  return dots.map((dot) =>
    Plot.dot([dot], {
      x: 'x',
      y: 'loss',
      r: 4.5,
      symbol: dot.style.symbol,
      stroke: dot.style.color,
      strokeWidth: 2,
      fill: dot.fitted ? dot.style.color : 'var(--card)',
    }),
  );
}

/** Around the dots and what is foretold; one doubling before there is any. */
function lossDomain({ dots, law, rings, fittedRange }: ScalingPlot): [number, number] {
  const line = law.filter(({ x }) => x >= fittedRange[0]).map(({ loss }) => loss);
  const losses = [...dots.map(({ loss }) => loss), ...rings.map(({ loss }) => loss), ...line];
  const usable = losses.filter((loss) => loss > 0 && Number.isFinite(loss));
  if (usable.length === 0) return [1, 2.2];
  const low = Math.min(...usable) / 1.08;
  const high = Math.max(...usable) * 1.08;
  return high / low > 1.3 ? [low, high] : [low / 1.1, high * 1.1];
}
