import { short } from '../quantity.ts';
import type { ChartSize } from '../chart-size.ts';
import { linearDomain } from '../domain.ts';
import { dotGroups, dotTracks } from '../dot-groups.ts';
import { axisOf, type Axis, type Frame } from '../frame.ts';
import { namedLines } from '../named-lines.ts';
import { plannedMarks, type PlannedRow } from '../planned-marks.ts';
import type { RunStyle } from '../run-style.ts';
import { crosses, line } from '../scene/marks.ts';
import type { Mark, Scene } from '../scene/scene.ts';

/** One point on the plot: N, and loss in nats per token. */
export interface SizeLoss {
  parameters: number;
  loss: number;
}

/** One run of a budget. */
export interface IsoflopDot extends SizeLoss {
  fitted: boolean;
  label?: string;
  run?: string | undefined;
}

/** The runs of one budget of compute and the parabola through them. */
export interface IsoflopCurve {
  label: string;
  style: RunStyle;
  dots: IsoflopDot[];
  /** Ascending in N; empty if none was fitted. */
  parabola: SizeLoss[];
  /** Null if the parabola has no minimum between its runs. */
  minimum: SizeLoss | null;
}

export interface IsoflopPlot {
  budgets: IsoflopCurve[];
  /** What will be trained, while no loss is known; empty after that. */
  planned?: PlannedRow[];
  xLabel: string;
  /** The unit of the losses in words, such as `nats per character`. */
  lossUnit: string;
  /** What the loss is, if it is not a validation loss. */
  lossName?: string;
}

/** Final loss over N at each budget (Hoffmann et al. 2022, figure 3): a dot for each run, a parabola for each budget and a cross at its minimum. */
export function isoflopPlot(
  { budgets, planned = [], xLabel, lossUnit, lossName = 'Validation loss' }: IsoflopPlot,
  size: ChartSize,
): Scene {
  const all = budgets.flatMap(({ dots, parabola }) => [...dots, ...parabola]);
  const x = axisOf(
    [
      ...all.map(({ parameters }) => parameters),
      ...planned.flatMap(({ models }) => models.map((model) => model.x)),
    ],
    { room: 1.3, label: xLabel, format: short },
  );
  const y: Axis = {
    type: 'linear',
    domain: linearDomain(all.map(({ loss }) => loss)),
    label: `↑ ${lossName} (${lossUnit})`,
    format: String,
    unknown: planned.length > 0,
  };
  const dots = budgets.flatMap(placedDots);
  return namedLines(
    {
      x,
      y,
      names: [...budgets, ...planned].map(({ label }) => label),
      ends: budgets.flatMap(endOf),
      marks: (frame) => [
        ...budgets.flatMap((budget) => parabolaLine(budget, frame)),
        ...dotGroups(dots, frame, { r: 3.5 }),
        ...minimumMarks(budgets, frame),
        ...(planned.length > 0 ? plannedMarks(planned, frame) : []),
      ],
      tracks: (frame) => dotTracks(dots, frame),
    },
    size,
  );
}

function placedDots({ dots, label, style }: IsoflopCurve) {
  return dots.map((dot) => ({
    style,
    fitted: dot.fitted,
    x: dot.parameters,
    y: dot.loss,
    label: dot.label ?? `${label} FLOP`,
    run: dot.run,
  }));
}

function placeOf({ parameters, loss }: SizeLoss, { place }: Frame) {
  return place(parameters, loss);
}

function parabolaLine({ parabola, style }: IsoflopCurve, frame: Frame): Mark[] {
  const places = parabola.map((point) => placeOf(point, frame));
  return line('parabola', places, { stroke: style.color, strokeWidth: 2, dash: style.dash });
}

/** Crosses at the minima of the parabolas, joined in the order of their budgets. */
function minimumMarks(budgets: IsoflopCurve[], frame: Frame): Mark[] {
  const minima = budgets.flatMap(({ minimum }) => (minimum === null ? [] : [placeOf(minimum, frame)]));
  return [
    ...line('minima', minima, { stroke: 'var(--ink)', strokeWidth: 1, dash: '1.5 3' }),
    ...crosses('minimum', 6, minima),
  ];
}

/** The budget's name, at its largest model. */
function endOf({ label, style, dots, parabola }: IsoflopCurve) {
  const last = parabola.at(-1) ?? dots.toSorted((a, b) => a.parameters - b.parameters).at(-1);
  return last === undefined ? [] : [{ label, style, x: last.parameters, y: last.loss }];
}
