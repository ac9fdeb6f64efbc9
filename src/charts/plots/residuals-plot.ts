import * as Plot from '@observablehq/plot';
import type { ChartSize } from '../chart-size.ts';
import { drawFrame, logAxis } from '../frame.ts';
import { dotGroups, groupsOf } from '../dot-groups.ts';
import type { RunStyle } from '../run-style.ts';

/** How far one model's loss is from the law. */
export interface Residual {
  x: number;
  /** Loss divided by the law's prediction, minus 1. */
  share: number;
  style: RunStyle;
  /** Whether the fit uses it. */
  fitted: boolean;
}

export interface ResidualsPlot {
  residuals: Residual[];
  xLabel: string;
  format: (x: number) => string;
}

/** The axis spans at least this many percent above and below the law. */
const LEAST_SPAN = 1;

/** Residual of each model: a stem from the law to the model. */
export function residualsPlot(
  { residuals, xLabel, format }: ResidualsPlot,
  size: ChartSize,
): SVGSVGElement | HTMLElement {
  const dots = residuals.map((residual) => ({ ...residual, percent: 100 * residual.share }));
  const span = 1.15 * Math.max(LEAST_SPAN, ...dots.map(({ percent }) => Math.abs(percent)));
  return drawFrame(
    {
      x: logAxis(
        residuals.map(({ x }) => x),
        { room: 1.5, label: xLabel, format },
      ),
      y: {
        type: 'linear',
        domain: [-span, span],
        label: '↑ Residual, loss above the law (%)',
        format: String,
      },
      marks: [
        Plot.ruleY([0], { stroke: 'var(--ink)', strokeWidth: 1.5 }),
        ...groupsOf(dots).map((group) =>
          Plot.ruleX(group, { x: 'x', y1: 0, y2: 'percent', stroke: group[0].style.color, strokeWidth: 1.5 }),
        ),
        ...dotGroups(dots, { x: 'x', y: 'percent' }),
      ],
    },
    size,
  );
}
