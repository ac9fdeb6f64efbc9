import { formatLoss, powerOfTen, short } from '../quantity.ts';
import type { ChartSize } from '../chart-size.ts';
import type { LineEnd } from '../end-labels.ts';
import { trackOf, type Axis, type Frame } from '../frame.ts';
import { inside } from '../dot-labels.ts';
import { namedLines } from '../named-lines.ts';
import type { RunStyle } from '../run-style.ts';
import { area, label, line, rule, symbols } from '../scene/marks.ts';
import type { Place } from '../scene/path-data.ts';
import type { Mark, Scene, Track } from '../scene/scene.ts';

/** One point of a smoothed curve, with the range of losses around it. */
export interface LossPoint {
  /** In the unit of the axis. */
  x: number;
  /** Nats per token, smoothed. */
  mean: number;
  low: number;
  high: number;
}

export interface LossSeries {
  /** Empty for a curve that shares the label of another one. */
  label: string;
  /** Its name when it stands alone. */
  name: string;
  style: RunStyle;
  /** Ascending in x. */
  points: LossPoint[];
  /** What `low` and `high` are: extremes of the raw curve, or the spread over seeds. */
  range: 'raw' | 'seeds';
  /** The point where the curve turns from falling fast to falling slowly; null if it is unknown. */
  knee: { x: number; loss: number } | null;
  run?: string | undefined;
}

export interface LossCurves {
  series: LossSeries[];
  over: keyof typeof X_LABELS;
  axes: 'log' | 'linear';
  /** Whether the means are smoothed, so that the raw curves stay behind them. */
  smoothed: boolean;
  /** End of the x axis. */
  xMax: number;
  /** Start of a log x axis. */
  xMin: number;
  /** Loss of a model that knows nothing, nats per token: the top of the y axis. */
  ignorance: number;
  /** Entropies of the sources, nats per token, by their names. */
  entropies: { label: string; loss: number }[];
  /** Losses of those who know little, with what they know in words; they are marked at the side of the chart. */
  yardsticks: { label: string; loss: number }[];
  /** The unit of the losses in words, such as `nats per character`. */
  lossUnit: string;
}

const X_LABELS = {
  steps: 'Training steps S →',
  tokens: 'Tokens seen D →',
  flops: 'Training compute C (FLOP) →',
  'pf-days': 'Training compute C (PF-days) →',
};

/** Lines are thin if there are more than this. */
const MANY = 8;

/** Pixels of the mark of a yardstick. */
const TICK = 10;

/** Training loss of every run: a smoothed line over its raw curve, named at its end. */
export function lossCurves(data: LossCurves, size: ChartSize): Scene {
  const x: Axis = {
    type: data.axes,
    domain: data.axes === 'log' ? [data.xMin, data.xMax] : [0, data.xMax],
    label: X_LABELS[data.over],
    format: data.over === 'flops' || data.over === 'pf-days' ? powerOfTenOrZero : short,
  };
  const y: Axis = {
    type: data.axes,
    domain: lossDomain(data),
    label: `↑ Training loss (${data.lossUnit})`,
    format: String,
  };
  const strokeWidth = data.series.length > MANY ? 1.25 : 2;
  return namedLines(
    {
      x,
      y,
      ends: data.series.flatMap(endOf),
      marks: (frame) => [
        ...ignoranceMarks(data, frame),
        ...yardstickMarks(data, frame),
        ...data.entropies.flatMap((entropy) => entropyMarks(entropy, frame)),
        ...data.series.flatMap((series) => rangeMarks(series, data.smoothed, frame)),
        ...data.series.flatMap((series) => curve(series, data.smoothed ? strokeWidth : 1.25, frame)),
        ...data.series.flatMap((series) => kneeMarks(series, frame)),
      ],
      tracks: (frame) => data.series.flatMap((series) => trackOfSeries(series, frame)),
    },
    size,
  );
}

function trackOfSeries({ name, style, run, points }: LossSeries, frame: Frame): Track[] {
  return trackOf(
    frame,
    { name, color: style.color, run },
    points.map(({ x, mean }) => ({ x, y: mean })),
  );
}

/** The spread over seeds as a shade, or the raw curve as a faint line behind the smoothed one. */
function rangeMarks(series: LossSeries, smoothed: boolean, { place }: Frame): Mark[] {
  const { points, range, style, run } = series;
  if (range === 'seeds') {
    const upper = points.map(({ x, high }) => place(x, high));
    const lower = points.map(({ x, low }) => place(x, low));
    return area('range', upper, lower, { fill: style.color, clip: true, run });
  }
  const raw = { stroke: style.color, strokeWidth: 0.75, opacity: smoothed ? 0.35 : 0.6, clip: true, run };
  return line('raw', rawPlaces(points, place), raw);
}

/** The lowest and the highest loss around each point, in turn: as much of a raw curve as pixels can show. */
function rawPlaces(points: readonly LossPoint[], place: Frame['place']): Place[] {
  return points.flatMap(({ x, low, high }, i) => {
    if (low === high) return [place(x, low)];
    const ends = [place(x, low), place(x, high)];
    return i % 2 === 0 ? ends : ends.toReversed();
  });
}

function curve({ points, style, run }: LossSeries, strokeWidth: number, { place }: Frame): Mark[] {
  const places = points.map(({ x, mean }) => place(x, mean));
  return line('curve', places, { stroke: style.color, strokeWidth, dash: style.dash, clip: true, run });
}

function kneeMarks({ knee, style, run }: LossSeries, frame: Frame): Mark[] {
  if (knee === null) return [];
  const at = frame.place(knee.x, knee.loss);
  const name = label('name', { x: at.x + 11, y: at.y - 9 }, 'knee', { fill: style.color, run });
  return [
    ...symbols('knee', 'circle', 7, [at], { stroke: style.color, strokeWidth: 2, fill: 'var(--card)', run }),
    inside(name, frame),
  ];
}

/** Where every curve will begin, while there is none; the entropy of a source says more. */
function ignoranceMarks({ entropies, ignorance, series }: LossCurves, frame: Frame): Mark[] {
  if (series.length > 0 || entropies.length > 0) return [];
  const y = frame.y.place(ignorance);
  const { left, right } = frame.box;
  const words = `Every model starts by guessing: ${formatLoss(ignorance)}`;
  const at = { x: left + 6, y: y + 11 };
  return [
    ...rule('ignorance', { x: left, y }, { x: right, y }, { stroke: 'var(--ink-soft)', dash: '2 4' }),
    inside(label('planned', at, words, { fill: 'var(--ink-soft)', weight: 400 }), frame),
  ];
}

/** On the side from which curves stay away: they fall early, and on log axes late. */
function yardstickMarks({ axes, yardsticks }: LossCurves, frame: Frame): Mark[] {
  const { bottom, left, right } = frame.box;
  const isLog = axes === 'log';
  const [from, to] = isLog ? [left, left + TICK] : [right - TICK, right];
  const anchor = isLog ? 'start' : 'end';
  return yardsticks.flatMap(({ label: words, loss }) => {
    const y = frame.y.place(loss);
    if (y > bottom - TICK) return [];
    const at = { x: isLog ? to + 4 : from - 4, y };
    return [
      ...rule('yardstick', { x: from, y }, { x: to, y }, { stroke: 'var(--ink-soft)', strokeWidth: 1.5 }),
      inside(label('yardstick-name', at, words, { fill: 'var(--ink-soft)', weight: 400, anchor }), frame),
    ];
  });
}

function entropyMarks(entropy: LossCurves['entropies'][number], frame: Frame): Mark[] {
  const y = frame.y.place(entropy.loss);
  const { bottom, left, right } = frame.box;
  const below = y + 16 < bottom ? 9 : -9;
  const words = label('name', { x: left + 6, y: y + below }, `H, ${entropy.label}`, { fill: 'var(--good)' });
  return [
    ...rule('entropy', { x: left, y }, { x: right, y }, { stroke: 'var(--good)', strokeWidth: 1.75 }),
    inside(words, frame),
  ];
}

function endOf({ label: text, points, style, run }: LossSeries): LineEnd[] {
  const last = points.at(-1);
  return last === undefined || text === '' ? [] : [{ label: text, style, run, x: last.x, y: last.mean }];
}

function powerOfTenOrZero(value: number): string {
  return value === 0 ? '0' : powerOfTen(value);
}

/** From the next tenth below the lowest mean to a little above `ignorance`; from 1 before any loss. */
function lossDomain({ series, ignorance, axes, entropies }: LossCurves): [number, number] {
  const means = series.flatMap(({ points }) => points.map(({ mean }) => mean)).filter(Number.isFinite);
  const least = Math.min(...means, ...entropies.map(({ loss }) => loss));
  const low = means.length === 0 ? 1 : Math.max(0.1, Math.floor(least * 10 - 0.2) / 10);
  const high = Math.max(ignorance * 1.06, low * 1.5);
  return axes === 'log' ? [low, high] : [Math.min(low, 1), high];
}
