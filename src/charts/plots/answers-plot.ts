import type { ChartSize } from '../chart-size.ts';
import { dotGroups, dotTracks } from '../dot-groups.ts';
import { inside } from '../dot-labels.ts';
import { axisOf, type Axis, type Frame } from '../frame.ts';
import { namedLines } from '../named-lines.ts';
import { short } from '../quantity.ts';
import { plannedMarks } from '../planned-marks.ts';
import type { RunStyle } from '../run-style.ts';
import { bar, label, line, rule } from '../scene/marks.ts';
import type { Mark, Scene } from '../scene/scene.ts';

/** A share of right answers with its 95 % interval. */
export interface AnswerShare {
  /** N, parameters without the embedding. */
  size: number;
  share: number;
  low: number;
  high: number;
}

/** One set of test items over sizes. */
export interface AnswerCurve {
  label: string;
  style: RunStyle;
  /** One for each model. */
  dots: (AnswerShare & { label: string; run: string })[];
  /** Means over seeds, ascending in size. */
  means: { size: number; share: number }[];
  /** Sizes that are planned. */
  sizes: number[];
}

export interface AnswersPlot {
  curves: AnswerCurve[];
  /** The share that a blind guess gets right. */
  chance: number;
}

/** Share of right answers over size, a line for each set of test items, with an interval at each model. */
export function answersPlot({ chance, curves }: AnswersPlot, size: ChartSize): Scene {
  const isPlanned = curves.every(({ dots }) => dots.length === 0);
  const y: Axis = {
    type: 'linear',
    domain: [-0.04, 1.04],
    unknown: isPlanned,
    label: '↑ Right answers (share)',
    format: (share) => (share < 0 || share > 1 ? '' : String(share)),
  };
  const dots = curves.flatMap((curve) =>
    curve.dots.map((dot) => ({
      style: curve.style,
      fitted: true,
      x: dot.size,
      y: dot.share,
      label: dot.label,
      run: dot.run,
    })),
  );
  return namedLines(
    {
      x: axisOf(
        curves.flatMap(({ sizes }) => sizes),
        { room: 1.3, label: 'N, parameters →', format: short },
      ),
      y,
      names: curves.map(({ label: name }) => name),
      ends: curves.flatMap(({ label: name, means, style }) => {
        const last = means.at(-1);
        return last === undefined ? [] : [{ label: name, style, x: last.size, y: last.share }];
      }),
      mark: 'name only',
      marks: (frame) => [
        ...(isPlanned ? [] : chanceMarks(frame, chance)),
        ...curves.flatMap((curve) => curveMarks(curve, frame)),
        ...dotGroups(dots, frame, { r: 4 }),
        ...(isPlanned ? plannedMarks(plannedRows(curves), frame) : []),
      ],
      tracks: (frame) => dotTracks(dots, frame),
    },
    size,
  );
}

function curveMarks({ dots, means, style }: AnswerCurve, frame: Frame): Mark[] {
  return [
    ...line(
      'means',
      means.map((mean) => frame.place(mean.size, mean.share)),
      { stroke: style.color, strokeWidth: 2, dash: style.dash },
    ),
    ...dots.flatMap(({ high, low, run, size: at }) =>
      bar('interval', frame.place(at, low), frame.place(at, high), {
        stroke: style.color,
        strokeWidth: 1.5,
        run,
      }),
    ),
  ];
}

function chanceMarks(frame: Frame, chance: number): Mark[] {
  const { left, right } = frame.box;
  const y = frame.y.place(chance);
  const words = label('name', { x: left + 6, y: y - 10 }, 'a blind guess', { fill: 'var(--ink-soft)' });
  return [
    ...rule('chance', { x: left, y }, { x: right, y }, { stroke: 'var(--ink-soft)', dash: '4 3' }),
    inside(words, frame),
  ];
}

/** Every size with each set of test items. */
function plannedRows(curves: readonly AnswerCurve[]) {
  return curves.map(({ label: name, sizes, style }) => ({
    label: name,
    style,
    models: sizes.map((size) => ({ x: size, name: '' })),
  }));
}
