import * as Plot from '@observablehq/plot';
import { formatLoss, short } from '../quantity.ts';
import { LABEL, RIM } from '../plot-style.ts';
import type { ChartSize } from '../chart-size.ts';
import { drawFrame, logAxis } from '../frame.ts';
import type { RunStyle } from '../run-style.ts';

/** The steps and tokens that a batch size needed to reach a loss. */
export interface StepsTokens {
  steps: number;
  tokens: number;
}

/** The batch sizes that reached one loss, and the hyperbola through them. */
export interface BatchCurve {
  /** Nats per token. */
  loss: number;
  style: RunStyle;
  dots: (StepsTokens & { label: string })[];
  /** Ascending in steps; empty if none was fitted. */
  hyperbola: StepsTokens[];
  /** The point of twice the fewest steps and twice the fewest tokens; null without a hyperbola. */
  turn: StepsTokens | null;
}

export interface BatchPlot {
  /** Descending in loss. */
  levels: BatchCurve[];
}

/** Steps against tokens to each loss: a dot a batch size, a hyperbola a loss, a cross at its critical batch size. */
export function batchPlot({ levels }: BatchPlot, size: ChartSize): SVGSVGElement | HTMLElement {
  const all = levels.flatMap(({ dots, hyperbola }) => (dots.length > 0 ? dots : hyperbola));
  return drawFrame(
    {
      x: logAxis(
        all.map(({ steps }) => steps),
        { room: 1.4, label: 'Steps S to the loss →', format: short },
      ),
      y: logAxis(
        all.map(({ tokens }) => tokens),
        { room: 1.4, label: '↑ Tokens E to the loss', format: short },
      ),
      marks: [...levels.flatMap(levelMarks), ...batchNames(levels)],
    },
    size,
  );
}

function levelMarks({ loss, style, dots, hyperbola, turn }: BatchCurve): Plot.Markish[] {
  const at = { x: 'steps', y: 'tokens' } as const;
  const crosses = turn === null ? [] : [turn];
  return [
    Plot.line(hyperbola, {
      ...at,
      stroke: style.color,
      strokeWidth: 2,
      strokeDasharray: style.dash,
      clip: true,
    }),
    Plot.dot(dots, { ...at, r: 4.5, symbol: style.symbol, fill: style.color }),
    Plot.dot(crosses, { ...at, symbol: 'times', r: 7, stroke: 'var(--card)', strokeWidth: 5 }),
    Plot.dot(crosses, { ...at, symbol: 'times', r: 7, stroke: 'var(--ink)', strokeWidth: 2 }),
    Plot.text(dots.toSorted((a, b) => b.steps - a.steps).slice(0, 1), {
      ...at,
      text: () => formatLoss(loss),
      dy: 16,
      fill: style.color,
      ...LABEL,
    }),
  ];
}

/** Names of the batch sizes, only at the highest loss. */
function batchNames([first]: BatchCurve[]): Plot.Markish[] {
  if (first === undefined) return [];
  return [
    Plot.text(first.dots, {
      x: 'steps',
      y: 'tokens',
      text: 'label',
      dx: 7,
      dy: -9,
      textAnchor: 'start',
      fill: 'var(--ink-soft)',
      ...RIM,
    }),
  ];
}
