import type { ChartSize } from '../chart-size.ts';
import { dotGroups, dotTracks, type PlacedDot } from '../dot-groups.ts';
import { inside } from '../dot-labels.ts';
import { axisOf, type Axis, type Frame } from '../frame.ts';
import { namedLines } from '../named-lines.ts';
import { formatLoss } from '../quantity.ts';
import type { RunStyle } from '../run-style.ts';
import { label, line } from '../scene/marks.ts';
import type { Mark, Scene } from '../scene/scene.ts';

/** Losses on the own text and on another one. */
export interface TransferPoint {
  own: number;
  other: number;
}

/** A model at its end, or in training. */
export interface TransferModel extends TransferPoint {
  label: string;
  run: string;
}

/** What models know of one other text. */
export interface TransferCurve {
  label: string;
  style: RunStyle;
  /** One for each size. */
  finals: (TransferModel & { fitted: boolean })[];
  /** The line through the finals that a fit uses, from the lowest loss to the highest; empty for none. */
  line: TransferPoint[];
  /** One model in training, first evaluation first. */
  path: TransferModel[];
}

export interface TransferPlot {
  curves: TransferCurve[];
  /** The unit of the losses in words, such as `nats per character`. */
  lossUnit: string;
}

/** Losses on axes without figures, while nobody has measured any. */
const UNMEASURED = [1, 2];
/** Pixels of a diagonal that has room for its name. */
const LEAST_NAMED = 220;
const SOFT = { fill: 'var(--ink-soft)', weight: 400 };

/** Loss on other texts over the loss on the own one: models at their ends with a line, and one model on its way down. */
export function transferPlot({ curves, lossUnit }: TransferPlot, size: ChartSize): Scene {
  const points = curves.flatMap(({ finals, path }) => [...finals, ...path]);
  const unknown = points.length === 0;
  const values = (of: (point: TransferPoint) => number): number[] => (unknown ? UNMEASURED : points.map(of));
  const axis = { type: 'linear', format: String, unknown, say: formatLoss } as const;
  const x: Axis = axisOf(
    values(({ own }) => own),
    { ...axis, label: 'Loss on the own text →' },
  );
  const y: Axis = axisOf(
    values(({ other }) => other),
    { ...axis, label: `↑ Loss on another text (${lossUnit})` },
  );
  const dots = curves.flatMap(({ finals, style }) =>
    finals.map((model) => dotOf(model, style, model.fitted)),
  );
  const steps = curves.flatMap(({ path, style }) => path.map((model) => dotOf(model, style, false)));
  return namedLines(
    {
      x,
      y,
      names: curves.map(({ label: name }) => name),
      ends: curves.flatMap(endOf),
      mark: 'name only',
      marks: (frame) => [
        ...diagonal(frame),
        ...curves.flatMap((curve) => curveMarks(curve, frame)),
        ...dotGroups(steps, frame, { r: 2.5 }),
        ...dotGroups(dots, frame, { r: 4.5 }),
        ...(unknown ? [notTrained(curves, frame)] : []),
      ],
      tracks: (frame) => [...dotTracks(dots, frame), ...dotTracks(steps, frame)],
    },
    size,
  );
}

function dotOf({ own, other, label: name, run }: TransferModel, style: RunStyle, fitted: boolean): PlacedDot {
  return { style, fitted, x: own, y: other, label: name, run };
}

/** The name of a text stands at its highest loss. */
function endOf({ finals, label: name, path, style }: TransferCurve) {
  const [highest] = [...finals, ...path].toSorted((a, b) => b.own - a.own);
  return highest === undefined ? [] : [{ label: name, style, x: highest.own, y: highest.other }];
}

function curveMarks({ line: through, path, style }: TransferCurve, { place }: Frame): Mark[] {
  const placed = (points: readonly TransferPoint[]) => points.map(({ own, other }) => place(own, other));
  return [
    ...line('law', placed(through), { stroke: style.color, strokeWidth: 2 }),
    ...line('path', placed(path), { stroke: style.color, strokeWidth: 1.2, dash: '2 2.5', opacity: 0.8 }),
  ];
}

/** Where both losses are the same, if that is within the frame. */
function diagonal({ box, size, place }: Frame): Mark[] {
  const [from, to] = [-10, 10].map((loss) => place(loss, loss));
  if (from === undefined || to === undefined) return [];
  // Both axes are linear, so the diagonal is a straight line that the frame cuts.
  const slope = (to.y - from.y) / (to.x - from.x);
  const at = (across: number) => ({ x: across, y: from.y + slope * (across - from.x) });
  const across = (down: number): number => from.x + (down - from.y) / slope;
  const left = Math.max(box.left, across(box.bottom));
  const right = Math.min(box.right, across(box.top));
  if (!(right > left)) return [];
  const words = label('name', at(left + (right - left) / 3), 'as on the own text', SOFT);
  return [
    ...line('diagonal', [at(left), at(right)], { stroke: 'var(--ink-soft)', strokeWidth: 1, dash: '4 3' }),
    // A short diagonal, among the dots of a small chart, is named by the key alone.
    ...(right - left < LEAST_NAMED ? [] : [inside({ ...words, x: words.x + 10, y: words.y + 8 }, { size })]),
  ];
}

function notTrained(curves: readonly TransferCurve[], { box, size }: Frame): Mark {
  const words = `Not trained yet: ${curves.map(({ label: name }) => name).join(', ')}`;
  // The diagonal leaves this corner free.
  const at = { x: box.right, y: box.bottom - 12 };
  return inside(label('planned', at, words, { ...SOFT, anchor: 'end' }), { size });
}
