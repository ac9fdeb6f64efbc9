import { formatLoss, short } from '../quantity.ts';
import type { ChartSize } from '../chart-size.ts';
import { beside, inside, withoutOverlap } from '../dot-labels.ts';
import { frameOf, axisOf, sceneOf, trackOf, type Frame, type Axis } from '../frame.ts';
import type { RunStyle } from '../run-style.ts';
import { crosses, label, line, modelDots, symbols } from '../scene/marks.ts';
import type { Mark, Scene, TextMark } from '../scene/scene.ts';

/** The steps and tokens that a batch size needed to reach a loss. */
export interface StepsTokens {
  steps: number;
  tokens: number;
}

/** What a batch size needed, and its name. */
export interface BatchDot extends StepsTokens {
  label: string;
  run?: string | undefined;
}

/** The batch sizes that reached one loss, and the hyperbola through them. */
export interface BatchCurve {
  /** Nats per token. */
  loss: number;
  style: RunStyle;
  dots: BatchDot[];
  /** Ascending in steps; empty if none was fitted. */
  hyperbola: StepsTokens[];
  /** The point of twice the fewest steps and twice the fewest tokens; null without a hyperbola. */
  turn: StepsTokens | null;
}

/** A run that will be trained, and how it is drawn. */
export type PlannedBatch = BatchDot & { style: RunStyle };

export interface BatchPlot {
  /** The scale of both axes; log if it is left out. */
  axes?: Axis['type'];
  /** Descending in loss. */
  levels: BatchCurve[];
  /** The steps and tokens of each batch size, while no loss is known; empty after that. */
  planned?: PlannedBatch[];
}

/** Steps against tokens to each loss: a dot a batch size, a hyperbola a loss, a cross at its critical batch size. */
export function batchPlot({ levels, planned = [], axes }: BatchPlot, size: ChartSize): Scene {
  const reached = levels.flatMap(({ dots, hyperbola }) => (dots.length > 0 ? dots : hyperbola));
  const all = [...reached, ...planned];
  const to = planned.length > 0 ? 'planned' : 'to the loss';
  const x = axisOf(
    all.map(({ steps }) => steps),
    { type: axes, room: 1.4, label: `Steps S ${to} →`, format: short },
  );
  const y = axisOf(
    all.map(({ tokens }) => tokens),
    { type: axes, room: 1.4, label: `↑ Tokens E ${to}`, format: short },
  );
  const frame = frameOf(x, y, size);
  const marks = [
    ...levels.flatMap((level) => levelMarks(level, frame)),
    ...planned.flatMap((dot) => modelDots(dot.style, false, [placeOf(dot, frame)], { run: dot.run })),
    ...withoutOverlap([
      ...batchNames(planned, frame),
      ...levels.flatMap((level) => lossName(level, frame)),
      ...batchNames(levels[0]?.dots ?? [], frame),
    ]),
  ];
  return sceneOf(
    frame,
    marks,
    levels.flatMap(({ dots, loss, style }) =>
      trackOf(
        frame,
        { name: `loss ${formatLoss(loss)}`, color: style.color },
        dots
          .toSorted((a, b) => a.steps - b.steps)
          .map((dot) => ({
            x: dot.steps,
            y: dot.tokens,
            name: `${dot.label}, loss ${formatLoss(loss)}`,
            run: dot.run,
          })),
      ),
    ),
  );
}

function placeOf({ steps, tokens }: StepsTokens, { place }: Frame) {
  return place(steps, tokens);
}

function levelMarks({ style, dots, hyperbola, turn }: BatchCurve, frame: Frame): Mark[] {
  const places = hyperbola.map((point) => placeOf(point, frame));
  return [
    ...line('hyperbola', places, { stroke: style.color, strokeWidth: 2, dash: style.dash, clip: true }),
    ...dots.flatMap((dot) =>
      symbols('dot', style.symbol, 4.5, [placeOf(dot, frame)], { fill: style.color, run: dot.run }),
    ),
    ...crosses('turn', 7, turn === null ? [] : [placeOf(turn, frame)]),
  ];
}

/** The loss, below the dot of the most steps. */
function lossName({ loss, style, dots }: BatchCurve, frame: Frame): TextMark[] {
  const [last] = dots.toSorted((a, b) => b.steps - a.steps);
  if (last === undefined) return [];
  const at = beside(placeOf(last, frame), 0, 16);
  return [inside(label('name', at, formatLoss(loss), { anchor: 'middle', fill: style.color }), frame)];
}

/** Names of batch sizes. Those that have reached losses are named only at the highest one. */
function batchNames(dots: readonly BatchDot[], frame: Frame): TextMark[] {
  return dots.map((dot) => {
    const at = beside(placeOf(dot, frame), 7, -9);
    return inside(
      label('batch', at, dot.label, { fill: 'var(--ink-soft)', weight: 400, run: dot.run }),
      frame,
    );
  });
}
