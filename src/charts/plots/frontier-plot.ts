import { powerOfTen } from '../quantity.ts';
import type { ChartSize } from '../chart-size.ts';
import { logDomain } from '../domain.ts';
import { frameOf, axisOf, sceneOf, trackOf, type Axis, type Frame } from '../frame.ts';
import { lawMarks, type LawLine } from '../law-marks.ts';
import type { RunStyle } from '../run-style.ts';
import { line } from '../scene/marks.ts';
import type { Mark, Scene, Track } from '../scene/scene.ts';

/** One point on the plot: C in FLOPs or PF-days, loss in nats per token. */
export interface ComputeLoss {
  compute: number;
  loss: number;
}

/** Smoothed losses of a run during training. */
export interface FrontierCurve {
  label: string;
  style: RunStyle;
  points: ComputeLoss[];
  /** Whether the frontier uses the run. */
  fitted: boolean;
  run?: string | undefined;
}

export interface FrontierPlot {
  /** The scale of both axes; log if it is left out. */
  axes?: Axis['type'];
  curves: FrontierCurve[];
  /** The least loss of any run at each budget, ascending in compute. */
  frontier: ComputeLoss[];
  /** Null without a law. */
  law: LawLine | null;
  /** The unit of compute. */
  unit: 'FLOP' | 'PF-days';
  /** The unit of the losses in words, such as `nats per character`. */
  lossUnit: string;
}

/** Training curves over compute, the lower envelope of them all and its law (Kaplan et al. 2020, figure 1). */
export function frontierPlot(data: FrontierPlot, size: ChartSize): Scene {
  const x: Axis = {
    type: data.axes ?? 'log',
    domain: computeDomain(data),
    label: `Training compute C (${data.unit}) →`,
    format: powerOfTen,
  };
  const y = axisOf(
    data.curves.flatMap(({ points }) => points.map(({ loss }) => loss)),
    { type: data.axes, label: `↑ Training loss (${data.lossUnit})`, format: String },
  );
  const frame = frameOf(x, y, size);
  const frontier = data.frontier.map((point) => placeOf(point, frame));
  const marks = [
    ...data.curves.flatMap((curve) => curveLine(curve, frame)),
    ...line('frontier-rim', frontier, { stroke: 'var(--card)', strokeWidth: 6, clip: true }),
    ...line('frontier', frontier, { stroke: 'var(--accent)', strokeWidth: 3, clip: true }),
    ...(data.law === null ? [] : lawMarks(data.law, frame)),
  ];
  return sceneOf(frame, marks, tracksOf(data, frame));
}

function tracksOf({ curves, frontier }: FrontierPlot, frame: Frame): Track[] {
  const pointsOf = (points: ComputeLoss[]) => points.map(({ compute, loss }) => ({ x: compute, y: loss }));
  return [
    ...trackOf(frame, { name: 'Frontier', color: 'var(--accent)' }, pointsOf(frontier)),
    ...curves.flatMap(({ label, style, run, points }) =>
      trackOf(frame, { name: label, color: style.color, run }, pointsOf(points)),
    ),
  ];
}

function placeOf({ compute, loss }: ComputeLoss, { place }: Frame) {
  return place(compute, loss);
}

function curveLine({ fitted, points, style, run }: FrontierCurve, frame: Frame): Mark[] {
  const places = points.map((point) => placeOf(point, frame));
  const opacity = fitted ? 0.85 : 0.4;
  return line('curve', places, {
    stroke: style.color,
    strokeWidth: 1.25,
    opacity,
    dash: style.dash,
    clip: true,
    run,
  });
}

/** At most the last four decades, because the first steps say nothing about the frontier. */
function computeDomain({ axes, curves }: FrontierPlot): [number, number] {
  const [low, high] = logDomain(
    curves.flatMap(({ points }) => points.map(({ compute }) => compute)),
    1.2,
  );
  if (axes === 'linear') return [0, high];
  return [Math.max(low, high / 1e4), high];
}
