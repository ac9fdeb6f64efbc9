import { inside, withoutOverlap } from './dot-labels.ts';
import type { Frame } from './frame.ts';
import { BEFORE_NAME } from './name-room.ts';
import type { RunStyle } from './run-style.ts';
import { label, modelDots, rule } from './scene/marks.ts';
import type { Mark, TextMark } from './scene/scene.ts';

/** Models of one series whose losses are not known yet. */
export interface PlannedRow {
  /** The name of the series, beside the frame; empty if the models have names of their own. */
  label: string;
  style: RunStyle;
  models: PlannedModel[];
}

/** A model's place on the x axis. */
export interface PlannedModel {
  x: number;
  /** Its name, over its mark; empty for none. */
  name: string;
  run?: string | undefined;
}

/** From the x axis to the first row, and from one row to the next, in pixels. */
const FOOT = 12;
const ROW = 40;
/** Largest share of the frame's height that the rows take. */
const MOST = 0.6;
const SOFT = { fill: 'var(--ink-soft)', weight: 400 };

/**
 * What will be trained: a hollow mark for each model at its place on the x axis, a row for each series, and a faint line on
 * which its loss will be.
 */
export function plannedMarks(rows: readonly PlannedRow[], frame: Frame): Mark[] {
  const { box } = frame;
  const step = Math.min(ROW, (MOST * (box.bottom - box.top)) / Math.max(1, rows.length));
  const placed = rows.map((row, i) => ({ ...row, y: box.bottom - FOOT - step * (rows.length - 1 - i) }));
  const across = new Set(rows.flatMap(({ models }) => models.map(({ x }) => x)));
  const words = { x: box.left + 8, y: box.top + 10 };
  return [
    ...[...across].flatMap((x) => awaited(x, frame)),
    ...placed.flatMap((row) => rowMarks(row, frame)),
    ...withoutOverlap(placed.flatMap((row) => modelNames(row, frame))),
    inside(label('planned', words, 'Not trained yet', SOFT), frame),
  ];
}

type PlacedRow = PlannedRow & { y: number };

function placeOf({ x }: PlannedModel, y: number, { place }: Frame) {
  return { x: place(x, NaN).x, y };
}

function awaited(value: number, { box, place }: Frame): Mark[] {
  const { x } = place(value, NaN);
  const style = { stroke: 'var(--field)', strokeWidth: 1, dash: '1.5 5' };
  return rule('awaited', { x, y: box.top + 22 }, { x, y: box.bottom }, style);
}

function rowMarks({ label: name, models, style, y }: PlacedRow, frame: Frame): Mark[] {
  const dots = models.flatMap((model) =>
    modelDots(style, false, [placeOf(model, y, frame)], { run: model.run }),
  );
  const at = { x: frame.box.right + BEFORE_NAME, y };
  return name === '' ? dots : [...dots, label('name', at, name, { fill: style.color })];
}

function modelNames({ models, y }: PlacedRow, frame: Frame): TextMark[] {
  return models
    .filter(({ name }) => name !== '')
    .map((model) =>
      label('waiting', placeOf(model, y - 15, frame), model.name, {
        anchor: 'middle',
        fill: 'var(--ink-soft)',
        run: model.run,
      }),
    );
}
