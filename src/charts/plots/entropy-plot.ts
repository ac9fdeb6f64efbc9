import { formatLoss, short } from '../quantity.ts';
import type { ChartSize } from '../chart-size.ts';
import { linearDomain } from '../domain.ts';
import { beside, inside, withoutOverlap } from '../dot-labels.ts';
import { dotGroups, dotTracks, type StyledDot } from '../dot-groups.ts';
import { frameOf, axisOf, sceneOf, type Axis, type Frame } from '../frame.ts';
import { lawMarks, type LawLine } from '../law-marks.ts';
import { plannedMarks, type PlannedRow } from '../planned-marks.ts';
import { bar, label, path, rule, symbols } from '../scene/marks.ts';
import type { Mark, Scene, TextMark } from '../scene/scene.ts';

/** One model on a source: the entropy of the source is part of its loss, the rest is its KL divergence. */
export interface EntropyDot extends StyledDot {
  x: number;
  loss: number;
}

export interface EntropyPlot {
  /** H, and its upper bound over windows that start without context, in the unit of the losses. */
  entropy: { low: number; high: number };
  /** Ascending in N. */
  dots: EntropyDot[];
  /** What will be trained, while no loss is known; empty after that. */
  planned?: PlannedRow[];
  /** Null without a law. */
  law: LawLine | null;
  /** The fitted E with its 95 % interval; null without one. */
  floor: { value: number; low: number; high: number } | null;
  /** N of the smallest and the largest run planned. */
  range: [number, number];
  xLabel: string;
  /** The unit of the losses in words, such as `nats per character`. */
  lossUnit: string;
}

const GREEN = 'var(--good)';

/** Loss of each model as H of the source and, above it, the KL divergence of the model. */
export function entropyPlot(data: EntropyPlot, size: ChartSize): Scene {
  const { planned = [] } = data;
  const x = axisOf(data.range, { room: 1.5, label: data.xLabel, format: short });
  const y: Axis = {
    type: 'linear',
    domain: lossDomain(data),
    label: `↑ Validation loss = H + KL (${data.lossUnit})`,
    format: String,
  };
  const frame = frameOf(x, y, size);
  const dots = data.dots.map((dot) => ({ ...dot, y: dot.loss }));
  const marks = [
    ...entropyMarks(data.entropy, frame),
    ...(data.law === null ? [] : lawMarks(data.law, frame)),
    ...floorMarks(data, frame),
    ...data.dots.flatMap((dot) => stem(dot, data.entropy.low, frame)),
    ...dotGroups(dots, frame),
    ...divergences(data, frame),
    ...(planned.length > 0 ? plannedMarks(planned, frame) : []),
  ];
  return sceneOf(frame, marks, dotTracks(dots, frame));
}

function entropyMarks({ low, high }: EntropyPlot['entropy'], frame: Frame): Mark[] {
  const { left, right, bottom } = frame.box;
  const floor = frame.y.place(low);
  const words = `H = ${low.toFixed(4)}, the source’s entropy`;
  const across = (y: number) =>
    [
      { x: left, y },
      { x: right, y },
    ] as const;
  return [
    path('below', `M${left},${floor}H${right}V${bottom}H${left}Z`, {
      fill: GREEN,
      opacity: 0.12,
      clip: true,
    }),
    ...rule('entropy', ...across(floor), { stroke: GREEN, strokeWidth: 2.5 }),
    ...(high > low
      ? rule('entropy-bound', ...across(frame.y.place(high)), { stroke: GREEN, strokeWidth: 1, dash: '2 3' })
      : []),
    inside(label('name', { x: left + 6, y: floor + 11 }, words, { fill: GREEN }), frame),
  ];
}

/** The fitted floor E at the right, with a bar for its interval. */
function floorMarks({ floor }: EntropyPlot, frame: Frame): Mark[] {
  if (floor === null) return [];
  const { box, y } = frame;
  const x = box.right - 12;
  const [from, to] = [floor.low, floor.high].map((end) => ({
    x,
    y: Math.min(box.bottom + 8, Math.max(box.top - 8, y.place(end))),
  }));
  const words = `E = ${formatLoss(floor.value)} (${formatLoss(floor.low)} to ${formatLoss(floor.high)})`;
  return [
    ...(from === undefined || to === undefined
      ? []
      : bar('floor-interval', from, to, { stroke: 'var(--ink)', strokeWidth: 2, clip: true })),
    ...symbols('floor', 'diamond2', 5, [{ x, y: y.place(floor.value) }], { fill: 'var(--ink)', clip: true }),
    inside(label('name', { x: box.right - 24, y: box.bottom - 9 }, words, { anchor: 'end' }), frame),
  ];
}

function stem({ x, loss, style, run }: EntropyDot, entropy: number, { place }: Frame): Mark[] {
  return rule('stem', place(x, entropy), place(x, loss), { stroke: style.color, strokeWidth: 1.5, run });
}

/** KL of each model; figures that would overlap are left out. */
function divergences({ dots, entropy }: EntropyPlot, frame: Frame): TextMark[] {
  const figures = dots.map(({ x, loss, run }) => {
    const at = beside(frame.place(x, loss), 0, -14);
    return inside(label('divergence', at, formatLoss(loss - entropy.low), { anchor: 'middle', run }), frame);
  });
  return withoutOverlap(figures);
}

/** From a little under H, so that the area below it is visible. A floor far below H is clipped. */
function lossDomain({ dots, entropy, floor }: EntropyPlot): [number, number] {
  const losses = dots.map((dot) => dot.loss);
  const spread = Math.max(0.05, ...losses.map((value) => value - entropy.low));
  const lowest = entropy.low - spread;
  const floors = floor === null ? [] : [Math.max(lowest, floor.value), Math.max(lowest, floor.low)];
  return linearDomain([entropy.low - 0.35 * spread, entropy.high + 0.2 * spread, ...losses, ...floors], 0.1);
}
