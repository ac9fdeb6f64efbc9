import type { ChartSize } from '../chart-size.ts';
import { dotGroups, dotTracks } from '../dot-groups.ts';
import { inside } from '../dot-labels.ts';
import { axisOf, type Axis, type Frame } from '../frame.ts';
import { namedLines } from '../named-lines.ts';
import { plannedMarks } from '../planned-marks.ts';
import { formatLoss } from '../quantity.ts';
import type { RunStyle } from '../run-style.ts';
import { label, line, rule } from '../scene/marks.ts';
import type { Mark, Scene } from '../scene/scene.ts';

/** A trained model, or the mean of the models of one delay. */
export interface DelayLoss {
  /** Symbols. */
  lag: number;
  /** Nats per symbol, over the positions beyond the delay. */
  loss: number;
}

/** The models of one network. */
export interface DelayCurve {
  label: string;
  style: RunStyle;
  dots: (DelayLoss & { label: string; run: string })[];
  /** Ascending in delay. */
  means: DelayLoss[];
}

export interface DelaysPlot {
  curves: DelayCurve[];
  /** Every delay that is tried, in symbols. */
  lags: number[];
  /** H: the loss of a model that knows the symbol which may be repeated. */
  known: number;
  /** log V: the loss of a blind guess. */
  blind: number;
  /** The unit of the losses in words, such as `nats per symbol`. */
  lossUnit: string;
}

/** Room beyond both bounds, as a share of their distance; below them planned models need more. */
const ROOM = 0.12;
const ROOM_FOR_PLANS = 0.5;

/** Loss beyond the delay over the delay, between what a perfect memory and a blind guess lose. */
export function delaysPlot({ curves, lags, known, blind, lossUnit }: DelaysPlot, size: ChartSize): Scene {
  const losses = curves.flatMap(({ dots }) => dots.map(({ loss }) => loss));
  const isPlanned = losses.length === 0;
  const span = blind - known;
  const y: Axis = {
    type: 'linear',
    domain: [
      Math.min(known, ...losses) - (isPlanned ? ROOM_FOR_PLANS : ROOM) * span,
      Math.max(blind, ...losses) + ROOM * span,
    ],
    label: `↑ Loss beyond the delay (${lossUnit})`,
    format: String,
  };
  const dots = curves.flatMap((curve) =>
    curve.dots.map(({ lag, loss, label: name, run }) => ({
      style: curve.style,
      fitted: true,
      x: lag,
      y: loss,
      label: name,
      run,
    })),
  );
  return namedLines(
    {
      x: axisOf(lags, { room: 1.3, label: 'Delay in symbols →', format: String }),
      y,
      names: curves.map(({ label: name }) => name),
      ends: curves.flatMap(({ label: name, means, style }) => {
        const last = means.at(-1);
        return last === undefined ? [] : [{ label: name, style, x: last.lag, y: last.loss }];
      }),
      mark: 'name only',
      marks: (frame) => [
        ...bound(frame, known, `H = ${formatLoss(known)}: perfect memory`, isPlanned ? -11 : 11),
        ...bound(frame, blind, `log V = ${formatLoss(blind)}: blind guess`, isPlanned ? 11 : -11),
        ...curves.flatMap(({ means, style }) =>
          line(
            'means',
            means.map(({ lag, loss }) => frame.place(lag, loss)),
            { stroke: style.color, strokeWidth: 2, dash: style.dash },
          ),
        ),
        ...dotGroups(dots, frame, { r: 4 }),
        ...(isPlanned ? plannedMarks(plannedRows(curves, lags), frame) : []),
      ],
      tracks: (frame) => dotTracks(dots, frame),
    },
    size,
  );
}

function bound(frame: Frame, loss: number, words: string, below: number): Mark[] {
  const { left, right } = frame.box;
  const y = frame.y.place(loss);
  return [
    ...rule(
      'entropy',
      { x: left, y },
      { x: right, y },
      { stroke: 'var(--good)', strokeWidth: 1.5, dash: '4 3' },
    ),
    inside(label('name', { x: left + 6, y: y + below }, words, { fill: 'var(--good)' }), frame),
  ];
}

/** Every delay with each network. */
function plannedRows(curves: readonly DelayCurve[], lags: readonly number[]) {
  return curves.map(({ label: name, style }) => ({
    label: name,
    style,
    models: lags.map((lag) => ({ x: lag, name: '' })),
  }));
}
