import type { ChartSize } from '../chart-size.ts';
import { logDomain } from '../domain.ts';
import { dotLabels, type DotLabel } from '../dot-labels.ts';
import { dotGroups, dotTracks, type StyledDot } from '../dot-groups.ts';
import { endLabels, type LineEnd } from '../end-labels.ts';
import { frameOf, sceneOf, type Axis, type Frame } from '../frame.ts';
import { keyOf, type KeyEntry } from '../key-marks.ts';
import { lawMarks, type LawLine } from '../law-marks.ts';
import { plannedMarks, type PlannedRow } from '../planned-marks.ts';
import { ringMarks, type Ring } from '../ring-marks.ts';
import type { Scene } from '../scene/scene.ts';

/** One trained model. */
export interface ScalingDot extends StyledDot {
  /** N, D, U or C. */
  x: number;
  loss: number;
  /** Its place among the dots of its size, which then stand side by side: 0 is the middle. */
  rank?: number;
}

export interface ScalingPlot {
  /** The scale of both axes; log if it is left out. */
  axes?: Axis['type'];
  xLabel: string;
  format: (x: number) => string;
  dots: ScalingDot[];
  /** Names of single models. */
  labels: DotLabel[];
  /** Names of series, at their ends. */
  ends: LineEnd[];
  rings: Ring[];
  /** What the dots' symbols stand for, if that is not written beside them. */
  key?: readonly KeyEntry[];
  /** Laws over the fitted runs and beyond. */
  laws: LawLine[];
  /** What will be trained, while no loss is known; empty after that. */
  planned?: PlannedRow[];
  /** x of the smallest and the largest run planned. */
  range: [number, number];
  /** The unit of the losses in words, such as `nats per character`. */
  lossUnit: string;
  /** What the loss is, if it is not a validation loss. */
  lossName?: string;
}

/** Final loss against size: a dot for each model, each law with its band, and a ring for each prediction. */
export function scalingPlot(data: ScalingPlot, size: ChartSize): Scene {
  const { planned = [] } = data;
  const axes = data.axes ?? 'log';
  const x: Axis = {
    type: axes,
    domain: axes === 'log' ? [data.range[0] / 1.5, data.range[1] * 1.5] : [0, data.range[1] * 1.15],
    label: data.xLabel,
    format: data.format,
  };
  const y: Axis = {
    type: axes,
    domain: lossDomain(data),
    label: `↑ ${data.lossName ?? 'Validation loss'} (${data.lossUnit})`,
    format: String,
    unknown: planned.length > 0,
  };
  const names = [...data.ends, ...planned].map(({ label }) => label).filter((name) => name !== '');
  const key = keyOf(data.key ?? [], size);
  const frame = frameOf(x, y, size, names, key.height);
  const step = asideStep(data, frame);
  const dots = data.dots.map((dot) => ({ ...dot, y: dot.loss, aside: step * (dot.rank ?? 0) }));
  const marks = [
    ...data.laws.flatMap((law) => lawMarks(law, frame)),
    ...data.rings.flatMap((ring) => ringMarks(ring, frame)),
    ...dotGroups(dots, frame),
    ...dotLabels(
      data.labels.map((label) => ({ ...label, room: (step * ((data.key?.length ?? 1) - 1)) / 2 })),
      frame,
    ),
    ...endLabels(data.ends, frame, 'name only'),
    ...(planned.length > 0 ? plannedMarks(planned, frame) : []),
    ...key.marks(frame),
  ];
  return sceneOf(frame, marks, dotTracks(dots, frame));
}

/** The most pixels from one dot to the next of the same size. */
const ASIDE = 9;

/** Pixels from one dot of a size to the next, so that none comes near the dots of another size. */
function asideStep({ dots, key = [] }: ScalingPlot, { place }: Frame): number {
  const sizes = [...new Set(dots.map(({ x }) => place(x, NaN).x))].toSorted((a, b) => a - b);
  const gaps = sizes.slice(1).map((at, i) => at - (sizes[i] ?? at));
  return Math.min(ASIDE, Math.min(...gaps) / (key.length + 1));
}

/** Covers the dots, the predictions, and the laws from their first fitted point on. */
function lossDomain({ dots, laws, rings }: ScalingPlot): [number, number] {
  const lines = laws.flatMap(({ samples, fitted }) =>
    samples.filter(({ x }) => x >= fitted[0]).map(({ y }) => y),
  );
  return logDomain([...dots.map(({ loss }) => loss), ...rings.map(({ loss }) => loss), ...lines]);
}
