import type { ChartSize } from '../chart-size.ts';
import { logDomain } from '../domain.ts';
import { dotGroups, dotTracks } from '../dot-groups.ts';
import { axisOf, type Axis, type Frame } from '../frame.ts';
import { namedLines } from '../named-lines.ts';
import { plannedMarks } from '../planned-marks.ts';
import type { RunStyle } from '../run-style.ts';
import { bar, crosses, label, line, symbols } from '../scene/marks.ts';
import type { Mark, Scene } from '../scene/scene.ts';

/** A loss at a learning rate. */
export interface RateLoss {
  rate: number;
  /** Nats per token. */
  loss: number;
}

/** A trained model of one rate. */
export interface RateDot extends RateLoss {
  label: string;
  /** Whether the parabola uses it. */
  fitted: boolean;
}

/** The models of one width and the parabola through the best of them. */
export interface RateCurve {
  label: string;
  style: RunStyle;
  run: string;
  dots: RateDot[];
  /** Rates at which a model diverged. */
  diverged: number[];
  /** Ascending in rate; empty if none was fitted. */
  parabola: RateLoss[];
  /** The minimum with its 95 % interval of the rate; null if it is not known. */
  best: (RateLoss & { low: number; high: number }) | null;
}

export interface RatesPlot {
  curves: RateCurve[];
  /** Every rate that is tried. */
  rates: number[];
  /** The unit of the losses in words, such as `nats per character`. */
  lossUnit: string;
}

/** From the top of the frame to the marks of diverged models, and from those of one width to the next, in pixels. */
const DIVERGED_ROW = 12;

/** Final loss over learning rate: a dot for each model, a parabola for each width, a cross and a bar at its minimum. */
export function ratesPlot({ curves, rates, lossUnit }: RatesPlot, size: ChartSize): Scene {
  const losses = curves.flatMap(({ dots, parabola }) => [...dots, ...parabola].map(({ loss }) => loss));
  const [low, high] = logDomain(losses, 1.02);
  const hasDiverged = curves.some(({ diverged }) => diverged.length > 0);
  const isPlanned = losses.length === 0 && !hasDiverged;
  const x = axisOf(rates, { room: 1.4, label: 'Learning rate →', format: String });
  const y: Axis = {
    type: 'log',
    domain: [low, hasDiverged ? high * (high / low) ** 0.12 : high],
    label: `↑ Validation loss (${lossUnit})`,
    format: String,
    unknown: losses.length === 0,
  };
  const dots = curves.flatMap(placedDots);
  return namedLines(
    {
      x,
      y,
      names: curves.map(({ label: name }) => name),
      ends: curves.flatMap((curve) => endOf(curve, Math.max(...rates))),
      mark: 'name only',
      marks: (frame) => [
        ...curves.flatMap((curve) => parabolaLine(curve, frame)),
        ...dotGroups(dots, frame, { r: 4 }),
        ...curves.flatMap((curve, row) => divergedMarks(curve, row, frame)),
        ...curves.flatMap((curve) => bestMarks(curve, frame)),
        ...(isPlanned ? plannedMarks(plannedRows(curves, rates), frame) : []),
      ],
      tracks: (frame) => dotTracks(dots, frame),
    },
    size,
  );
}

/** Every rate at each width. */
function plannedRows(curves: readonly RateCurve[], rates: readonly number[]) {
  return curves.map(({ label: name, run, style }) => ({
    label: name,
    style,
    models: rates.map((rate) => ({ x: rate, name: '', run })),
  }));
}

function placedDots({ dots, run, style }: RateCurve) {
  return dots.map(({ fitted, label: name, loss, rate }) => ({
    style,
    fitted,
    x: rate,
    y: loss,
    label: name,
    run,
  }));
}

function parabolaLine({ parabola, run, style }: RateCurve, { place }: Frame): Mark[] {
  const places = parabola.map(({ loss, rate }) => place(rate, loss));
  return line('parabola', places, { stroke: style.color, strokeWidth: 2, dash: style.dash, run });
}

/** A cross at the top for each rate at which a model diverged, one row for each width. */
function divergedMarks({ diverged, run, style }: RateCurve, row: number, { box, place }: Frame): Mark[] {
  if (diverged.length === 0) return [];
  const y = box.top + DIVERGED_ROW * (row + 0.7);
  const places = diverged.map((rate) => ({ x: place(rate, 1).x, y }));
  const first = Math.min(...places.map(({ x }) => x));
  return [
    ...symbols('diverged', 'times', 5, places, { stroke: style.color, strokeWidth: 2, run }),
    label('diverged', { x: first - 9, y }, 'diverged', { anchor: 'end', fill: style.color, weight: 400 }),
  ];
}

function bestMarks({ best, run, style }: RateCurve, { box, place }: Frame): Mark[] {
  if (best === null) return [];
  const { x, y } = place(best.rate, best.loss);
  const end = (rate: number) => ({
    x: Math.min(box.right, Math.max(box.left, place(rate, best.loss).x)),
    y: y + 11,
  });
  return [
    ...bar('best', end(best.low), end(best.high), { stroke: style.color, strokeWidth: 2, run }),
    ...crosses('minimum', 6, [{ x, y }]),
  ];
}

/** The width's name, beside the highest of all rates, at the middle of its losses at its own highest rate. */
function endOf({ dots, label: name, run, style }: RateCurve, highest: number) {
  const rate = Math.max(...dots.map((dot) => dot.rate));
  const losses = dots.filter((dot) => dot.rate === rate).map(({ loss }) => loss);
  if (losses.length === 0) return [];
  const middle = Math.sqrt(Math.min(...losses) * Math.max(...losses));
  return [{ label: name, style, x: highest, y: middle, run }];
}
