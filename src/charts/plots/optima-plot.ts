import { powerOfTen } from '../quantity.ts';
import type { ChartSize } from '../chart-size.ts';
import { axisOf, trackOf, type Frame, type Axis } from '../frame.ts';
import { bandMarks, type BandPoint } from '../law-marks.ts';
import { namedLines } from '../named-lines.ts';
import type { RunStyle } from '../run-style.ts';
import { line, rule, symbols } from '../scene/marks.ts';
import type { Mark, Scene } from '../scene/scene.ts';

/** The best N or D over a budget, by one source or approach. */
export interface OptimumLine {
  label: string;
  style: RunStyle;
  /** Ascending in C. */
  samples: BandPoint[];
  /** The best value measured at single budgets. */
  dots: { x: number; y: number }[];
}

export interface OptimaPlot {
  /** The scale of both axes; log if it is left out. */
  axes?: Axis['type'];
  of: 'N' | 'D';
  lines: OptimumLine[];
  /** A budget to mark; null for none. */
  budget: number | null;
}

const LABELS = { N: '↑ Best parameters N_opt', D: '↑ Best tokens D_opt' };

/** N_opt or D_opt over C, a line for each source or approach. */
export function optimaPlot({ of, lines, budget, axes }: OptimaPlot, size: ChartSize): Scene {
  const places = lines.flatMap(({ samples, dots }) => [...samples, ...dots]);
  const x = axisOf(
    places.map((place) => place.x),
    { type: axes, room: 1.2, label: 'Training compute C (FLOP) →', format: powerOfTen },
  );
  const y = axisOf(
    places.map((place) => place.y),
    { type: axes, room: 1.5, label: LABELS[of], format: powerOfTen },
  );
  return namedLines(
    {
      x,
      y,
      names: lines.map(({ label }) => label),
      ends: lines.flatMap(endOf),
      marks: (frame) => [
        ...(budget === null ? [] : budgetRule(budget, frame)),
        ...lines.flatMap((own) => bandAndLine(own, frame)),
      ],
      tracks: (frame) =>
        lines.flatMap(({ label, style, samples, dots }) =>
          trackOf(frame, { name: label, color: style.color }, samples.length > 0 ? samples : dots),
        ),
    },
    size,
  );
}

function budgetRule(budget: number, { box, x }: Frame): Mark[] {
  const at = x.place(budget);
  return rule(
    'budget',
    { x: at, y: box.top },
    { x: at, y: box.bottom },
    { stroke: 'var(--ink)', dash: '2 3' },
  );
}

function bandAndLine({ samples, dots, style }: OptimumLine, frame: Frame): Mark[] {
  const places = samples.map(({ x, y }) => frame.place(x, y));
  const points = dots.map(({ x, y }) => frame.place(x, y));
  return [
    ...bandMarks({ color: style.color, samples }, frame),
    ...line('law', places, { stroke: style.color, strokeWidth: 2, dash: style.dash }),
    ...symbols('dot', style.symbol, 2.75, points, { stroke: style.color, strokeWidth: 1.5 }),
  ];
}

function endOf({ label, style, samples, dots }: OptimumLine) {
  const last = samples.at(-1) ?? dots.at(-1);
  return last === undefined ? [] : [{ label, style, x: last.x, y: last.y }];
}
