import * as Plot from '@observablehq/plot';
import { powerOfTen } from '../quantity.ts';
import type { ChartSize } from '../chart-size.ts';
import { linearDomain } from '../domain.ts';
import { drawFrame, logAxis } from '../frame.ts';
import type { RunStyle } from '../run-style.ts';

/** How much higher one model's loss is because its corpus is small. */
export interface OverfitDot {
  /** N^(α_N/α_D) / D. */
  place: number;
  /** L(N, D) over L(N, the largest D), less 1. */
  cost: number;
  style: RunStyle;
}

export interface CollapsePlot {
  dots: OverfitDot[];
  /** The law's prediction, ascending in place; empty without a law. */
  law: { place: number; cost: number }[];
}

/** Overfitting over the only combination of N and D that it depends on by the law (Kaplan et al. 2020, figure 9, right). */
export function collapsePlot({ dots, law }: CollapsePlot, size: ChartSize): SVGSVGElement | HTMLElement {
  const at = { x: 'place', y: 'percent' } as const;
  const shown = dots.map((dot) => ({ ...dot, percent: 100 * dot.cost }));
  const line = law.map(({ place, cost }) => ({ place, percent: 100 * cost }));
  return drawFrame(
    {
      x: logAxis(
        dots.map(({ place }) => place),
        { room: 1.4, label: 'N^(α_N/α_D) / D →', format: powerOfTen },
      ),
      y: {
        type: 'linear',
        domain: linearDomain([0, ...shown.map(({ percent }) => percent)]),
        label: '↑ Loss above that on the largest corpus (%)',
        format: String,
      },
      marks: [
        Plot.ruleY([0], { stroke: 'var(--ink-soft)' }),
        Plot.line(line, { ...at, stroke: 'var(--ink)', strokeWidth: 1.75, clip: true }),
        ...shown.map((dot) =>
          Plot.dot([dot], { ...at, r: 4.5, symbol: dot.style.symbol, fill: dot.style.color }),
        ),
      ],
    },
    size,
  );
}
