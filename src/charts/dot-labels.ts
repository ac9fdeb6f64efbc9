import type { Frame } from './frame.ts';
import { label as textLabel, TEXT_SIZE } from './scene/marks.ts';
import type { Place } from './scene/path-data.ts';
import type { Mark, TextMark } from './scene/scene.ts';
import { cutToWidth, textWidth } from './scene/text-width.ts';

/** A name at a model's mean loss, or on the x axis while the model has none. */
export interface DotLabel {
  x: number;
  loss: number | null;
  text: string;
  /** The run that it names. */
  run?: string | undefined;
  /** Pixels that dots take at each side of the place. */
  room?: number;
}

/** Height of a name in pixels, and the space to the edges of the chart. */
const LINE = 14;
const EDGE = 2;
/** Largest share of the chart's width that a name may take. */
const WIDEST = 0.5;
/** Where a name may stand beside its dot, best first: the middle of the end that is next to the dot. */
const BESIDE: { dx: number; dy: number; anchor: TextMark['anchor'] }[] = [
  { dx: 10, dy: -12, anchor: 'start' },
  { dx: -10, dy: 13, anchor: 'end' },
  { dx: 10, dy: 13, anchor: 'start' },
  { dx: -10, dy: -12, anchor: 'end' },
  { dx: 0, dy: -19, anchor: 'middle' },
  { dx: 0, dy: 20, anchor: 'middle' },
];

/**
 * Names beside the dots, or on the axis for models not trained yet. They stay within the chart; a name that would overlap
 * another one is left out.
 */
export function dotLabels(labels: readonly DotLabel[], frame: Frame): Mark[] {
  const shown: TextMark[] = [];
  for (const label of labels.toSorted((a, b) => b.x - a.x)) {
    const fitting = choicesFor(label, frame).find(
      (mark) => isInside(mark, frame) && shown.every((other) => !touch(boxOf(mark), boxOf(other))),
    );
    if (fitting !== undefined) shown.push(fitting);
  }
  return shown;
}

function choicesFor({ x, loss, text, run, room = 0 }: DotLabel, { box, place, size }: Frame): TextMark[] {
  const short = cutToWidth(text, WIDEST * size.width, TEXT_SIZE, 600);
  if (loss === null) {
    const at = { x: place(x, NaN).x, y: box.bottom - 8 };
    return [textLabel('waiting', at, short, { anchor: 'middle', fill: 'var(--ink-soft)', run })];
  }
  const dot = place(x, loss);
  return BESIDE.map(({ dx, dy, anchor }) =>
    textLabel('name', { x: dot.x + dx + Math.sign(dx) * room, y: dot.y + dy }, short, { anchor, run }),
  );
}

/** A mark that stays within the chart at its sides, moved from a place near an edge. */
export function inside(mark: TextMark, { size }: Pick<Frame, 'size'>): TextMark {
  const text = cutToWidth(mark.text, size.width - 2 * EDGE, mark.size, mark.weight);
  const { left, right } = boxOf({ ...mark, text });
  return { ...mark, text, x: mark.x + Math.max(EDGE - left, 0) - Math.max(right - size.width + EDGE, 0) };
}

function isInside(mark: TextMark, { box, size }: Frame): boolean {
  const { left, right, top, bottom } = boxOf(mark);
  return left >= EDGE && right <= size.width - EDGE && top >= box.top - LINE && bottom <= box.bottom + 1;
}

type Edges = ReturnType<typeof boxOf>;

/** The edges of a text in pixels. */
export function boxOf({ anchor, size, text, weight, x, y }: TextMark) {
  const width = textWidth(text, size, weight);
  const left = { start: x, middle: x - width / 2, end: x - width }[anchor];
  return { left, right: left + width, top: y - LINE / 2, bottom: y + LINE / 2 };
}

function touch(a: Edges, b: Edges): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

/** Those of some marks along x, from left to right, that leave the earlier ones their room. */
export function withoutOverlap(marks: readonly TextMark[]): TextMark[] {
  const shown: TextMark[] = [];
  for (const mark of marks) if (shown.every((other) => !touch(boxOf(mark), boxOf(other)))) shown.push(mark);
  return shown;
}

/** Moves a place by some pixels. */
export function beside({ x, y }: Place, dx: number, dy: number): Place {
  return { x: x + dx, y: y + dy };
}
