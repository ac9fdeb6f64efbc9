import type { ChartSize } from '../chart-size.ts';
import { frameOf, axisOf, sceneOf, type Axis } from '../frame.ts';
import { dotGroups, dotTracks, groupsOf, type StyledDot } from '../dot-groups.ts';
import { linePath } from '../scene/path-data.ts';
import { path, rule } from '../scene/marks.ts';
import type { Scene } from '../scene/scene.ts';

/** How far one model's loss is from the law. */
export interface Residual extends StyledDot {
  x: number;
  /** Loss divided by the law's prediction, minus 1. */
  share: number;
}

export interface ResidualsPlot {
  residuals: Residual[];
  xLabel: string;
  format: (x: number) => string;
}

/** The axis spans at least this many percent above and below the law. */
const LEAST_SPAN = 1;

/** Residual of each model: a stem from the law to the model. */
export function residualsPlot({ residuals, xLabel, format }: ResidualsPlot, size: ChartSize): Scene {
  const dots = residuals.map((residual) => ({ ...residual, y: 100 * residual.share }));
  const span = 1.15 * Math.max(LEAST_SPAN, ...dots.map(({ y }) => Math.abs(y)));
  const x = axisOf(
    residuals.map((residual) => residual.x),
    { room: 1.5, label: xLabel, format },
  );
  const y: Axis = {
    type: 'linear',
    domain: [-span, span],
    label: '↑ Residual, loss above the law (%)',
    format: String,
  };
  const frame = frameOf(x, y, size);
  const zero = frame.y.place(0);
  const stems = groupsOf(dots).map((group) => {
    const d = group.map((dot) => {
      const { x: at, y: end } = frame.place(dot.x, dot.y);
      return linePath([
        { x: at, y: zero },
        { x: at, y: end },
      ]);
    });
    return path('stem', d.join(''), { stroke: group[0].style.color, strokeWidth: 1.5, run: group[0].run });
  });
  const { left, right } = frame.box;
  const marks = [
    ...rule('zero', { x: left, y: zero }, { x: right, y: zero }, { stroke: 'var(--ink)', strokeWidth: 1.5 }),
    ...stems,
    ...dotGroups(dots, frame),
  ];
  return sceneOf(frame, marks, dotTracks(dots, frame));
}
