import { powerOfTen } from '../quantity.ts';
import type { ChartSize } from '../chart-size.ts';
import { linearDomain } from '../domain.ts';
import { dotGroups, dotTracks, type StyledDot } from '../dot-groups.ts';
import { frameOf, axisOf, sceneOf, type Axis } from '../frame.ts';
import { line, rule } from '../scene/marks.ts';
import type { Scene } from '../scene/scene.ts';

/** How much higher one model's loss is because its corpus is small. */
export interface OverfitDot extends Omit<StyledDot, 'fitted'> {
  /** N^(α_N/α_D) / D. */
  place: number;
  /** L(N, D) over L(N, the largest D), less 1. */
  cost: number;
}

export interface CollapsePlot {
  dots: OverfitDot[];
  /** The law's prediction, ascending in place; empty without a law. */
  law: { place: number; cost: number }[];
}

/** Overfitting over the only combination of N and D that it depends on by the law (Kaplan et al. 2020, figure 9, right). */
export function collapsePlot({ dots, law }: CollapsePlot, size: ChartSize): Scene {
  const shown = dots.map((dot) => ({ ...dot, fitted: true, x: dot.place, y: 100 * dot.cost }));
  const x = axisOf(
    dots.map(({ place }) => place),
    { room: 1.4, label: 'N^(α_N/α_D) / D →', format: powerOfTen },
  );
  const y: Axis = {
    type: 'linear',
    domain: linearDomain([0, ...shown.map((dot) => dot.y)]),
    label: '↑ Loss above that on the largest corpus (%)',
    format: String,
  };
  const frame = frameOf(x, y, size);
  const zero = frame.y.place(0);
  const { left, right } = frame.box;
  const marks = [
    ...rule(
      'zero',
      { x: left, y: zero },
      { x: right, y: zero },
      { stroke: 'var(--ink-soft)', strokeWidth: 1 },
    ),
    ...line(
      'law',
      law.map(({ place, cost }) => frame.place(place, 100 * cost)),
      { stroke: 'var(--ink)', strokeWidth: 1.75, clip: true },
    ),
    ...dotGroups(shown, frame, { r: 4 }),
  ];
  return sceneOf(frame, marks, dotTracks(shown, frame));
}
